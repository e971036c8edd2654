internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for all node pools of a list.
package struct StreamNodePoolsRequest: Sendable {
    /// Only those of this cluster; nil means all.
    package var cluster: ResourceReference?
    package var page: PageRequest

    package init(cluster: ResourceReference?, page: PageRequest) {
        self.cluster = cluster
        self.page = page
    }
}

extension StreamNodePoolsRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__StreamNodePoolsRequest>, _ reader: inout MessageReader
    ) -> Self? {
        // An absent cluster means all of them; one that is there but points at nothing is refused.
        var cluster: ResourceReference?
        if let reference = form.pointee.cluster { cluster = reader.clusterReference(reference, "cluster") }
        return Self(cluster: cluster, page: reader.pageRequest(form.pointee.page))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__StreamNodePoolsRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        if let cluster { form.pointee.cluster = try writer.clusterReference(cluster) }
        form.pointee.page = try writer.pageRequest(page)
    }
}

/// Some of the node pools, or the end.
package struct StreamNodePoolsResponse: Sendable {
    package var part: StreamPart

    package init(part: StreamPart) {
        self.part = part
    }
}

extension StreamNodePoolsResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__StreamNodePoolsResponse>, _ reader: inout MessageReader
    ) -> Self? {
        reader.isPartial = form.pointee.is_partial != 0
        let resources = reader.list(form.pointee.node_pools, form.pointee.n_node_pools, "node_pools") { reader, form in
            reader.resource(form, kind: .nodePool)
        }
        return Self(
            part: StreamPart(
                resources: resources, end: reader.streamEnd(form.pointee.end), isPartial: reader.isPartial))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__StreamNodePoolsResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        let partial = writer.partial(part.isPartial)
        form.pointee.node_pools = try writer.list(part.resources) { form, resource throws(EncodingFault) in
            try partial.fill(form, with: resource, kind: .nodePool)
        }
        form.pointee.n_node_pools = part.resources.count
        form.pointee.is_partial = part.isPartial ? 1 : 0
        if let end = part.end { form.pointee.end = try writer.streamEnd(end) }
    }
}
