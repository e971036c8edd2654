package import HyperFleetModel

extension FleetService {
    /// One page of resources, newest first unless another order is asked for.
    ///
    /// Where the plan is asked for, nothing is read, and the page has only that.
    ///
    /// - Parameter owner: Only node pools of this cluster; nil for all.
    /// - Throws: `validation` for a page that cannot be asked for or a token that is not of this query; `badRequest`
    ///   for a search, a selector or an order that cannot be read; `resourceNotFound` for a missing owner.
    package func list(
        _ kind: ResourceKind, owner: ResourceReference?, page: PageRequest
    ) async throws(ServiceError) -> ResourcePage {
        var ownerID: ResourceID?
        if let owner { ownerID = try await resolve(.cluster, owner) }
        let rules = PageRules(kind: kind, owner: ownerID, key: sealKey)
        let query = try rules.query(for: page)
        if page.wantsPlan {
            let plan = try await translating { () async throws(StoreError) in try await store.plan(query) }
            return ResourcePage(resources: [], plan: plan)
        }
        let found = try await translating { () async throws(StoreError) in
            try await store.page(query)
        }
        if found.resources.isEmpty, let ownerID {
            // Only an empty answer may mean that there is no such cluster.
            _ = try await get(.cluster, .id(ownerID))
        }
        return rules.page(of: found, to: query, for: page)
    }
}
