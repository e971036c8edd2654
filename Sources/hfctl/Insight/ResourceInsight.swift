internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// All that is known of one resource at a time: itself, what adapters reported, and its node pools.
struct ResourceInsight: Sendable {
    /// The most node pools that are looked at; more are counted only.
    private static let maximumChildren = 200

    let resource: Resource
    let overview: AdapterOverview
    /// A cluster's node pools, marked ones included, newest first; at most 200.
    let children: [Resource]
    /// How many node pools there are in all.
    let childCount: Int64

    /// Reads it; a name is looked up once, and all that follows is about the id that it meant then.
    static func read(_ target: ReportTarget, _ client: FleetClient) async throws(RPCError) -> ResourceInsight {
        let resource: Resource
        switch target.kind {
        case .cluster: resource = try await client.clusters.get(target.reference)
        case .nodePool: resource = try await client.nodePools.get(target.reference)
        }
        let bound = ReportTarget(kind: target.kind, reference: .id(resource.id))
        let overview = try await client.adapterStatuses.overview(of: bound)
        guard target.kind == .cluster else {
            return ResourceInsight(resource: resource, overview: overview, children: [], childCount: 0)
        }
        let page = try await client.nodePools.listPage(
            in: .id(resource.id), PageRequest(size: maximumChildren, wantsTotal: true, showDeleted: true))
        return ResourceInsight(
            resource: resource, overview: overview, children: page.resources,
            childCount: page.total ?? Int64(page.resources.count))
    }

    /// What adapter `name` last reported.
    func status(of name: String) -> AdapterStatus? {
        overview.statuses.first { $0.adapter == name }
    }
}
