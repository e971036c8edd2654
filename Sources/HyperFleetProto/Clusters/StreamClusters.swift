internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for all clusters of a list.
package struct StreamClustersRequest: Sendable {
    package var page: PageRequest

    package init(page: PageRequest) {
        self.page = page
    }
}

extension StreamClustersRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__StreamClustersRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self(page: reader.pageRequest(form.pointee.page))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__StreamClustersRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.page = try writer.pageRequest(page)
    }
}

/// Some of the clusters, or the end.
package struct StreamClustersResponse: Sendable {
    package var part: StreamPart

    package init(part: StreamPart) {
        self.part = part
    }
}

extension StreamClustersResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__StreamClustersResponse>, _ reader: inout MessageReader
    ) -> Self? {
        reader.isPartial = form.pointee.is_partial != 0
        let resources = reader.list(form.pointee.clusters, form.pointee.n_clusters, "clusters") { reader, form in
            reader.resource(form, kind: .cluster)
        }
        return Self(
            part: StreamPart(
                resources: resources, end: reader.streamEnd(form.pointee.end), isPartial: reader.isPartial))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__StreamClustersResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        let partial = writer.partial(part.isPartial)
        form.pointee.clusters = try writer.list(part.resources) { form, resource throws(EncodingFault) in
            try partial.fill(form, with: resource, kind: .cluster)
        }
        form.pointee.n_clusters = part.resources.count
        form.pointee.is_partial = part.isPartial ? 1 : 0
        if let end = part.end { form.pointee.end = try writer.streamEnd(end) }
    }
}
