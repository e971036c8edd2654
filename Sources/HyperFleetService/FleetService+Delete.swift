package import HyperFleetModel

extension FleetService {
    /// Marks a resource for deletion, node pools with their cluster; removes what waits for nobody any more.
    ///
    /// A repeated delete moves no time and no generation, but looks again whether the resource may go.
    ///
    /// - Parameters:
    ///   - isDryRun: Whether every check runs and nothing is stored.
    ///   - idempotencyKey: The key under which the call may be repeated; nil for none.
    /// - Throws: `validation`; `resourceNotFound`; `versionConflict` with the present version and generation;
    ///   `stateConflict` for a cluster with active node pools where the policy is to restrict; `idempotencyConflict`.
    package func delete(
        _ kind: ResourceKind, _ reference: ResourceReference, preconditions: Preconditions = .none,
        isDryRun: Bool = false, caller: String, idempotencyKey: String? = nil
    ) async throws(ServiceError) -> DeleteAnswer {
        let claim = claim(.delete, of: kind, caller: caller, key: isDryRun ? nil : idempotencyKey) { request in
            request.append(reference)
            request.append(preconditions)
        }
        let deletion = Deletion(
            preconditions: preconditions, end: isDryRun ? .rollback : .commit, caller: caller, claim: claim)
        return try await once(claim) { () async throws(ServiceError) in
            try await carryOut(deletion, on: kind, reference)
        } replay: { (record) async throws(ServiceError) in
            DeleteAnswer(
                resource: try await presentOrGone(kind, after: record),
                outcome: record.outcome == .removed ? .removed : .marked, replay: record.replay)
        }
    }

    private func carryOut(
        _ deletion: Deletion, on kind: ResourceKind, _ reference: ResourceReference
    ) async throws(ServiceError) -> DeleteAnswer {
        let violations =
            CallerName.violations(of: deletion.caller) + PreconditionRules.violations(deletion.preconditions)
        guard violations.isEmpty else { throw .invalid(violations) }
        switch kind {
        case .cluster:
            return try await deleteCluster(try await resolve(kind, reference), deletion)
        case .nodePool:
            return try await deleteNodePool(try await get(kind, reference), deletion)
        }
    }

    private func deleteCluster(
        _ id: ResourceID, _ deletion: Deletion
    ) async throws(ServiceError) -> DeleteAnswer {
        let rules = DeleteRules(settings: settings)
        return try await store.withTransaction(on: id, end: deletion.end) {
            (transaction) async throws(ServiceError) in
            guard let cluster = try await transaction.locked(.cluster, id: id) else {
                throw .notFound(.cluster, id: id)
            }
            try PreconditionRules.check(deletion.preconditions, against: cluster.resource)
            let nodePools = try await transaction.lockedNodePools(of: cluster)
            let plan = try rules.plan(cluster: cluster, nodePools: nodePools, caller: deletion.caller)
            deletion.carryOut(plan, in: transaction)
            return plan.answer
        }
    }

    private func deleteNodePool(
        _ found: Resource, _ deletion: Deletion
    ) async throws(ServiceError) -> DeleteAnswer {
        let id = found.id
        guard let owner = found.owner else { throw .unreadable("node pool", "a node pool has no owner") }
        let rules = DeleteRules(settings: settings)
        // The owner is locked first, as everywhere: it may have waited for just this node pool.
        return try await store.withTransaction(on: owner, end: deletion.end) {
            (transaction) async throws(ServiceError) in
            guard let cluster = try await transaction.locked(.cluster, id: owner),
                let nodePool = try await transaction.locked(.nodePool, id: id)
            else { throw .notFound(.nodePool, id: id) }
            try PreconditionRules.check(deletion.preconditions, against: nodePool.resource)
            let plan = rules.plan(nodePool: nodePool, of: cluster, caller: deletion.caller)
            deletion.carryOut(plan, in: transaction)
            return plan.answer
        }
    }
}

/// What a delete was asked for with.
private struct Deletion: Sendable {
    var preconditions: Preconditions
    var end: TransactionEnd
    var caller: String
    var claim: IdempotencyClaim?

    func carryOut(_ plan: DeletePlan, in transaction: any StoreTransaction) {
        if let claim {
            let outcome: WriteOutcome = plan.outcome == .removed ? .removed : .marked
            transaction.record(claim.record(outcome, plan.resource), claim)
        }
        transaction.carryOut(plan.steps)
    }
}
