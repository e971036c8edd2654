internal import HyperFleetModel

/// What a force delete writes.
struct ForceDeletePlan: Sendable {
    var steps: [DeletePlan.Step]
    var record: ForceDeletionRecord
    var claim: (claim: IdempotencyClaim, record: IdempotencyRecord)?

    /// Writes all of it at the commit.
    func carryOut(in transaction: any StoreTransaction) {
        if let claim { transaction.record(claim.record, claim.claim) }
        transaction.audit(record)
        transaction.carryOut(steps)
    }
}

/// The rules of force deletes (behaviour.md section 5.5).
struct ForceDeleteRules: Sendable {
    var order: ForceDeleteOrder
    var deletes: DeleteRules

    /// Removes a marked cluster; its row takes its node pools along.
    func plan(cluster: LockedResource, nodePools: [LockedResource]) throws(ServiceError) -> ForceDeletePlan {
        try check(cluster.resource)
        return plan(
            removing: cluster, removed: [removed(cluster)] + nodePools.map(removed),
            steps: [.remove(.cluster, cluster.resource.id)])
    }

    /// Removes a marked node pool; a marked cluster that waited for it alone goes with it.
    func plan(nodePool: LockedResource, of cluster: LockedResource) throws(ServiceError) -> ForceDeletePlan {
        try check(nodePool.resource)
        let owner = deletes.settledOwner(cluster, losing: nodePool.resource)
        return plan(
            removing: nodePool, removed: [removed(nodePool)] + (owner.isRemoved ? [removed(cluster)] : []),
            steps: [.remove(.nodePool, nodePool.resource.id)] + owner.steps)
    }

    private func check(_ resource: Resource) throws(ServiceError) {
        guard resource.isMarked else { throw .notMarked(resource.kind, "'\(resource.name)' (\(resource.id))") }
        try PreconditionRules.check(order.preconditions, against: resource)
    }

    private func plan(
        removing locked: LockedResource, removed: [RemovedResource], steps: [DeletePlan.Step]
    ) -> ForceDeletePlan {
        ForceDeletePlan(
            steps: steps,
            record: ForceDeletionRecord(
                deletion: ForceDeletion(auditID: .make(), removed: removed), time: locked.now, caller: order.caller,
                reason: order.reason, resource: self.removed(locked)),
            claim: order.claim.map { ($0, $0.record(.removed, locked.resource)) })
    }

    private func removed(_ locked: LockedResource) -> RemovedResource {
        RemovedResource(
            kind: locked.resource.kind, id: locked.resource.id, name: locked.resource.name,
            generation: locked.resource.generation, adapters: locked.statuses.map(\.adapter))
    }
}
