package import HyperFleetModel

extension FleetService {
    /// Marks a resource for deletion, node pools with their cluster; removes what waits for nobody any more.
    ///
    /// A repeated delete moves no time and no generation, but looks again whether the resource may go.
    ///
    /// - Parameter ifResourceVersion: The version that the resource must have; 0 means any.
    /// - Throws: `validation`; `resourceNotFound`; `versionConflict` with the present version and generation.
    package func delete(
        _ kind: ResourceKind, _ reference: ResourceReference, ifResourceVersion: Int64, caller: String
    ) async throws(ServiceError) -> DeleteAnswer {
        let violations = CallerName.violations(of: caller) + PreconditionRules.violations(ifResourceVersion)
        guard violations.isEmpty else { throw .invalid(violations) }
        switch kind {
        case .cluster:
            let id = try await resolve(kind, reference)
            return try await deleteCluster(id, ifResourceVersion: ifResourceVersion, caller: caller)
        case .nodePool:
            let nodePool = try await get(kind, reference)
            return try await deleteNodePool(nodePool, ifResourceVersion: ifResourceVersion, caller: caller)
        }
    }

    private func deleteCluster(
        _ id: ResourceID, ifResourceVersion: Int64, caller: String
    ) async throws(ServiceError) -> DeleteAnswer {
        let rules = DeleteRules(settings: settings)
        return try await store.withTransaction(on: id) { (transaction) async throws(ServiceError) in
            guard let cluster = try await transaction.locked(.cluster, id: id) else {
                throw .notFound(.cluster, id: id)
            }
            try PreconditionRules.check(ifResourceVersion, against: cluster.resource)
            let nodePools = try await transaction.lockedNodePools(of: cluster)
            let plan = rules.plan(cluster: cluster, nodePools: nodePools, caller: caller)
            transaction.carryOut(plan.steps)
            return plan.answer
        }
    }

    private func deleteNodePool(
        _ found: Resource, ifResourceVersion: Int64, caller: String
    ) async throws(ServiceError) -> DeleteAnswer {
        let id = found.id
        guard let owner = found.owner else { throw .unreadable("node pool", "a node pool has no owner") }
        let rules = DeleteRules(settings: settings)
        // The owner is locked first, as everywhere: it may have waited for just this node pool.
        return try await store.withTransaction(on: owner) { (transaction) async throws(ServiceError) in
            guard let cluster = try await transaction.locked(.cluster, id: owner),
                let nodePool = try await transaction.locked(.nodePool, id: id)
            else { throw .notFound(.nodePool, id: id) }
            try PreconditionRules.check(ifResourceVersion, against: nodePool.resource)
            let plan = rules.plan(nodePool: nodePool, of: cluster, caller: caller)
            transaction.carryOut(plan.steps)
            return plan.answer
        }
    }
}
