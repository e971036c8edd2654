package import HyperFleetModel

/// A cluster and some of its node pools, from one snapshot.
package struct StoredTree: Sendable {
    package var cluster: Resource
    /// About the cluster, ordered by adapter.
    package var statuses: [AdapterStatus]
    package var nodePools: ListPage
    /// About the node pools, by their ids, each ordered by adapter.
    package var nodePoolStatuses: [ResourceID: [AdapterStatus]]

    package init(
        cluster: Resource, statuses: [AdapterStatus], nodePools: ListPage,
        nodePoolStatuses: [ResourceID: [AdapterStatus]]
    ) {
        self.cluster = cluster
        self.statuses = statuses
        self.nodePools = nodePools
        self.nodePoolStatuses = nodePoolStatuses
    }
}
