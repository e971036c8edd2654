internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for one cluster and all beneath it.
package struct GetClusterTreeRequest: Sendable {
    package var cluster: ResourceReference
    /// At most this many node pools; 0 means the most that there may be.
    package var pageSize: Int
    package var pageToken: String

    package init(cluster: ResourceReference, pageSize: Int, pageToken: String) {
        self.cluster = cluster
        self.pageSize = pageSize
        self.pageToken = pageToken
    }
}

extension GetClusterTreeRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetClusterTreeRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let size = Int(reader.count(Int64(form.pointee.page_size), "page_size"))
        return reader.clusterReference(form.pointee.cluster, "cluster").map { cluster in
            Self(cluster: cluster, pageSize: size, pageToken: reader.text(form.pointee.page_token))
        }
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetClusterTreeRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.clusterReference(cluster)
        form.pointee.page_size = try writer.int32(pageSize, "page_size")
        form.pointee.page_token = try writer.text(pageToken, "page_token")
    }
}

/// A cluster and all beneath it, from one snapshot.
package struct GetClusterTreeResponse: Sendable {
    package var tree: ClusterTree

    package init(tree: ClusterTree) {
        self.tree = tree
    }
}

extension GetClusterTreeResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetClusterTreeResponse>, _ reader: inout MessageReader
    ) -> Self? {
        let statuses = reader.list(form.pointee.statuses, form.pointee.n_statuses, "statuses") { $0.adapterStatus($1) }
        let nodePools = reader.list(form.pointee.node_pools, form.pointee.n_node_pools, "node_pools") { node($1, &$0) }
        return reader.resource(form.pointee.cluster, "cluster", kind: .cluster).map { cluster in
            Self(
                tree: ClusterTree(
                    cluster: cluster, statuses: statuses, nodePools: nodePools,
                    nextPageToken: reader.text(form.pointee.next_page_token)))
        }
    }

    private static func node(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__NodePoolNode>, _ reader: inout MessageReader
    ) -> ClusterTree.NodePoolNode? {
        let statuses = reader.list(form.pointee.statuses, form.pointee.n_statuses, "statuses") { $0.adapterStatus($1) }
        return reader.resource(form.pointee.node_pool, "node_pool", kind: .nodePool).map { nodePool in
            ClusterTree.NodePoolNode(nodePool: nodePool, statuses: statuses)
        }
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetClusterTreeResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.resource(tree.cluster, kind: .cluster)
        form.pointee.statuses = try writer.statuses(tree.statuses)
        form.pointee.n_statuses = tree.statuses.count
        form.pointee.node_pools = try writer.list(tree.nodePools) { form, node throws(EncodingFault) in
            form.pointee.node_pool = try writer.resource(node.nodePool, kind: .nodePool)
            form.pointee.statuses = try writer.statuses(node.statuses)
            form.pointee.n_statuses = node.statuses.count
        }
        form.pointee.n_node_pools = tree.nodePools.count
        form.pointee.next_page_token = try writer.text(tree.nextPageToken, "next_page_token")
    }
}

extension MessageWriter {
    fileprivate func statuses(
        _ statuses: [AdapterStatus]
    ) throws(EncodingFault) -> UnsafeMutablePointer<UnsafeMutablePointer<Hyperfleet__V1__AdapterStatus>?>? {
        try list(statuses) { form, status throws(EncodingFault) in try fill(form, with: status) }
    }
}
