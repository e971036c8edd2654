package import HyperFleetModel

extension FleetService {
    /// A cluster, its node pools and all reports about them, from one snapshot.
    ///
    /// - Parameters:
    ///   - pageSize: At most this many node pools, 1 to 1,000; 0 means 1,000.
    ///   - pageToken: Where the node pools go on; empty for the newest ones.
    /// - Throws: `validation` for a page that cannot be asked for; `resourceNotFound`.
    package func tree(
        _ reference: ResourceReference, pageSize: Int, pageToken: String
    ) async throws(ServiceError) -> ClusterTree {
        let id = try await resolve(.cluster, reference)
        let rules = PageRules(kind: .nodePool, owner: id, key: sealKey)
        let request = PageRequest(
            size: pageSize == 0 ? PageRules.maximumSize : pageSize, token: pageToken, showDeleted: true)
        let query = try rules.query(for: request)
        let found = try await translating { () async throws(StoreError) in
            try await store.tree(id, nodePools: query)
        }
        guard let found else { throw .notFound(.cluster, id: id) }
        let page = rules.page(of: found.nodePools, to: query, for: request)
        return ClusterTree(
            cluster: found.cluster, statuses: found.statuses,
            nodePools: page.resources.map { nodePool in
                ClusterTree.NodePoolNode(
                    nodePool: nodePool, statuses: found.nodePoolStatuses[nodePool.id] ?? [])
            },
            nextPageToken: page.nextPageToken)
    }
}
