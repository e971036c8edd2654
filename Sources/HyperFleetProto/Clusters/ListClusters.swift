internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for a page of clusters.
package struct ListClustersRequest: Sendable {
    package var page: PageRequest

    package init(page: PageRequest) {
        self.page = page
    }
}

extension ListClustersRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListClustersRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self(page: reader.pageRequest(form.pointee.page))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListClustersRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.page = try writer.pageRequest(page)
    }
}

/// A page of clusters.
package struct ListClustersResponse: Sendable {
    package var page: ResourcePage

    package init(page: ResourcePage) {
        self.page = page
    }
}

extension ListClustersResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListClustersResponse>, _ reader: inout MessageReader
    ) -> Self? {
        reader.isPartial = form.pointee.page.map { $0.pointee.is_partial != 0 } ?? false
        let resources = reader.list(form.pointee.clusters, form.pointee.n_clusters, "clusters") { reader, form in
            reader.resource(form, kind: .cluster)
        }
        return Self(page: reader.resourcePage(form.pointee.page, resources))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListClustersResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        let partial = writer.partial(page.isPartial)
        form.pointee.clusters = try writer.list(page.resources) { form, resource throws(EncodingFault) in
            try partial.fill(form, with: resource, kind: .cluster)
        }
        form.pointee.n_clusters = page.resources.count
        form.pointee.page = try writer.pageInfo(page)
    }
}
