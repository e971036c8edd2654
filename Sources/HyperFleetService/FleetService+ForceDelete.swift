package import HyperFleetModel

extension FleetService {
    /// Removes a marked resource and all beneath it at once, whatever its adapters and the policy of its kind say, and
    /// writes down who did it and why (behaviour.md section 5.5).
    ///
    /// - Parameters:
    ///   - reference: A name means a marked resource.
    ///   - reason: 1 to 1,024 characters.
    ///   - isDryRun: Whether every check runs and nothing is removed.
    ///   - idempotencyKey: The key under which the call may be repeated; nil for none.
    /// - Throws: `validation`; `resourceNotFound`; `stateConflict` for a resource that is not marked, or for a name
    ///   that several marked ones have; `versionConflict`; `idempotencyConflict`.
    package func forceDelete(
        _ kind: ResourceKind, _ reference: ResourceReference, reason: String, preconditions: Preconditions = .none,
        isDryRun: Bool = false, caller: String, idempotencyKey: String? = nil
    ) async throws(ServiceError) -> ForceDeleteAnswer {
        let claim = claim(.forceDelete, of: kind, caller: caller, key: isDryRun ? nil : idempotencyKey) { request in
            request.append(reference)
            request.append(reason)
            request.append(preconditions)
        }
        let order = ForceDeleteOrder(
            kind: kind, reason: reason, preconditions: preconditions, end: isDryRun ? .rollback : .commit,
            caller: caller, claim: claim)
        return try await once(claim) { () async throws(ServiceError) in
            ForceDeleteAnswer(deletion: try await carryOut(order, on: reference))
        } replay: { (record) async throws(ServiceError) in
            try await self.replay(record)
        }
    }

    private func carryOut(
        _ order: ForceDeleteOrder, on reference: ResourceReference
    ) async throws(ServiceError) -> ForceDeletion {
        try order.check()
        let found = try await marked(order.kind, reference)
        let rules = ForceDeleteRules(order: order, deletes: DeleteRules(settings: settings))
        let id = found.id
        let first = found.owner ?? id
        return try await store.withTransaction(on: first, end: order.end) {
            (transaction) async throws(ServiceError) in
            guard let cluster = try await transaction.locked(.cluster, id: first) else {
                throw .notFound(order.kind, id: id)
            }
            let plan: ForceDeletePlan
            switch order.kind {
            case .cluster:
                plan = try rules.plan(cluster: cluster, nodePools: try await transaction.lockedNodePools(of: cluster))
            case .nodePool:
                guard let nodePool = try await transaction.locked(.nodePool, id: id) else {
                    throw .notFound(.nodePool, id: id)
                }
                plan = try rules.plan(nodePool: nodePool, of: cluster)
            }
            plan.carryOut(in: transaction)
            return plan.record.deletion
        }
    }

    /// The marked resource that is meant; by an id the state is looked at under the lock.
    private func marked(
        _ kind: ResourceKind, _ reference: ResourceReference
    ) async throws(ServiceError) -> Resource {
        switch reference {
        case .id: try await get(kind, reference)
        case .name(let name, let owner):
            try await candidates(kind, named: name, owner: owner).chosenMarked()
        }
    }

    private func replay(_ record: IdempotencyRecord) async throws(ServiceError) -> ForceDeleteAnswer {
        let deletion = try await translating { () async throws(StoreError) in
            try await store.forceDeletion(of: record.id)
        }
        guard let deletion else {
            throw .unreadable("audit record", "the force delete of \(record.id) was recorded but not written down")
        }
        return ForceDeleteAnswer(deletion: deletion, replay: record.replay)
    }
}
