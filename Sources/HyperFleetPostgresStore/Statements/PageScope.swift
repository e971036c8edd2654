internal import HyperFleetModel

/// What a list runs over, as a type: each scope is a statement of its own, so that each finds its index.
protocol PageScope: Sendable {
    static var kind: ResourceKind { get }
    static var statementName: String { get }
    static var sql: String { get }
}

enum ActiveClusters: PageScope {
    static let kind = ResourceKind.cluster
    static let statementName = "page_clusters_active"
    static let sql = PageSQL.select(.cluster, showDeleted: false, ofOneOwner: false)
}

enum AllClusters: PageScope {
    static let kind = ResourceKind.cluster
    static let statementName = "page_clusters_all"
    static let sql = PageSQL.select(.cluster, showDeleted: true, ofOneOwner: false)
}

enum ActiveNodePools: PageScope {
    static let kind = ResourceKind.nodePool
    static let statementName = "page_node_pools_active"
    static let sql = PageSQL.select(.nodePool, showDeleted: false, ofOneOwner: false)
}

enum AllNodePools: PageScope {
    static let kind = ResourceKind.nodePool
    static let statementName = "page_node_pools_all"
    static let sql = PageSQL.select(.nodePool, showDeleted: true, ofOneOwner: false)
}

enum ActiveNodePoolsOfCluster: PageScope {
    static let kind = ResourceKind.nodePool
    static let statementName = "page_node_pools_active_of_cluster"
    static let sql = PageSQL.select(.nodePool, showDeleted: false, ofOneOwner: true)
}

enum AllNodePoolsOfCluster: PageScope {
    static let kind = ResourceKind.nodePool
    static let statementName = "page_node_pools_all_of_cluster"
    static let sql = PageSQL.select(.nodePool, showDeleted: true, ofOneOwner: true)
}
