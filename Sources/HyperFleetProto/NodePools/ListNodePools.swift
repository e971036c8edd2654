internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for a page of node pools.
package struct ListNodePoolsRequest: Sendable {
    /// Only those of this cluster; nil means all.
    package var cluster: ResourceReference?
    package var page: PageRequest

    package init(cluster: ResourceReference?, page: PageRequest) {
        self.cluster = cluster
        self.page = page
    }
}

extension ListNodePoolsRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListNodePoolsRequest>, _ reader: inout MessageReader
    ) -> Self? {
        // An absent cluster means all of them; one that is there but points at nothing is refused.
        var cluster: ResourceReference?
        if let reference = form.pointee.cluster { cluster = reader.clusterReference(reference, "cluster") }
        return Self(cluster: cluster, page: reader.pageRequest(form.pointee.page))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListNodePoolsRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        if let cluster { form.pointee.cluster = try writer.clusterReference(cluster) }
        form.pointee.page = try writer.pageRequest(page)
    }
}

/// A page of node pools.
package struct ListNodePoolsResponse: Sendable {
    package var page: ResourcePage

    package init(page: ResourcePage) {
        self.page = page
    }
}

extension ListNodePoolsResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListNodePoolsResponse>, _ reader: inout MessageReader
    ) -> Self? {
        reader.isPartial = form.pointee.page.map { $0.pointee.is_partial != 0 } ?? false
        let resources = reader.list(form.pointee.node_pools, form.pointee.n_node_pools, "node_pools") { reader, form in
            reader.resource(form, kind: .nodePool)
        }
        return Self(page: reader.resourcePage(form.pointee.page, resources))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListNodePoolsResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        let partial = writer.partial(page.isPartial)
        form.pointee.node_pools = try writer.list(page.resources) { form, resource throws(EncodingFault) in
            try partial.fill(form, with: resource, kind: .nodePool)
        }
        form.pointee.n_node_pools = page.resources.count
        form.pointee.page = try writer.pageInfo(page)
    }
}
