/// A cluster and all beneath it, from one snapshot.
public struct ClusterTree: Sendable {
    /// A node pool and what was reported about it.
    public struct NodePoolNode: Sendable {
        /// As stored.
        public var nodePool: Resource
        /// Ordered by adapter.
        public var statuses: [AdapterStatus]

        /// A node pool with its reports.
        public init(nodePool: Resource, statuses: [AdapterStatus]) {
            self.nodePool = nodePool
            self.statuses = statuses
        }
    }

    /// As stored.
    public var cluster: Resource
    /// What adapters last reported about the cluster, ordered by adapter.
    public var statuses: [AdapterStatus]
    /// Marked ones included, newest first.
    public var nodePools: [NodePoolNode]
    /// Where the next node pools begin; empty when these are the last ones.
    public var nextPageToken: String

    /// A tree with every field given.
    public init(
        cluster: Resource, statuses: [AdapterStatus], nodePools: [NodePoolNode], nextPageToken: String = ""
    ) {
        self.cluster = cluster
        self.statuses = statuses
        self.nodePools = nodePools
        self.nextPageToken = nextPageToken
    }
}
