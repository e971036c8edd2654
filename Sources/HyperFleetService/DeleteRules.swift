internal import HyperFleetModel

/// The rules of deletes that need no store (behaviour.md section 5, with D5, D6, D15 and D16).
struct DeleteRules: Sendable {
    var settings: KindSettings

    /// Deletes a cluster and, with the same time and actor, its node pools; or refuses, where the policy is to
    /// restrict and one of them is active.
    func plan(
        cluster: LockedResource, nodePools: [LockedResource], caller: String
    ) throws(ServiceError) -> DeletePlan {
        let active = nodePools.filter { !$0.resource.isMarked }
        if settings.nodePoolPolicy == .restrict, !active.isEmpty {
            throw .hasActiveNodePools(cluster.resource, active.map(\.resource))
        }
        let now = nodePools.map(\.writeTime).reduce(cluster.writeTime, max)
        var marked = Self.marked(cluster, at: now, by: caller)
        let time = marked.resource.deletedTime ?? now
        let actor = marked.resource.deletedBy ?? caller
        var steps: [DeletePlan.Step] = []
        for nodePool in nodePools {
            let settled = settle(Self.marked(nodePool, at: time, by: actor), formerly: nodePool.resource)
            steps += settled.steps
            if settled.fate == .removed { marked.childCount -= 1 }
        }
        return finish(settle(marked, formerly: cluster.resource), after: steps)
    }

    /// Deletes a node pool; a marked cluster that waited for it alone goes with it.
    func plan(nodePool: LockedResource, of cluster: LockedResource, caller: String) -> DeletePlan {
        let marked = Self.marked(nodePool, at: nodePool.writeTime, by: caller)
        return plan(marked: marked, formerly: nodePool.resource, of: cluster)
    }

    /// Looks at a marked resource again: whether it may go, and with it the cluster that it belonged to.
    ///
    /// - Parameters:
    ///   - marked: The row with the reports as they will be.
    ///   - formerly: The row as it is stored.
    ///   - cluster: The locked owner of a node pool; nil for a cluster.
    func plan(marked: LockedResource, formerly: Resource, of cluster: LockedResource?) -> DeletePlan {
        let settled = settle(marked, formerly: formerly)
        var plan = finish(settled, after: [])
        if settled.fate == .removed, let cluster {
            plan.steps += settledOwner(cluster, losing: formerly).steps
        }
        return plan
    }

    /// What becomes of a node pool's cluster when the node pool's row goes: a marked one is looked at again.
    func settledOwner(
        _ cluster: LockedResource, losing nodePool: Resource
    ) -> (steps: [DeletePlan.Step], isRemoved: Bool) {
        guard cluster.resource.isMarked else { return ([], false) }
        var cluster = cluster
        cluster.childCount -= 1
        let settled = settle(cluster, formerly: cluster.resource)
        return (settled.steps, settled.fate == .removed)
    }

    /// Whether a marked resource has nothing left to wait for: no child row, and `Finalized=True` from every
    /// required adapter at the current generation.
    func isRemovalDue(_ locked: LockedResource) -> Bool {
        guard locked.resource.isMarked, locked.childCount == 0 else { return false }
        return settings.requiredAdapters(of: locked.resource.kind).allSatisfy { adapter in
            locked.statuses.contains {
                $0.adapter == adapter && $0.observedGeneration == locked.resource.generation && $0.isFinalized
            }
        }
    }

    /// The row as the first delete leaves it; a marked one stays as it is.
    private static func marked(_ locked: LockedResource, at time: Timestamp, by actor: String) -> LockedResource {
        guard !locked.resource.isMarked else { return locked }
        var marked = locked
        marked.resource.deletedTime = time
        marked.resource.deletedBy = actor
        marked.resource.updatedTime = time
        marked.resource.generation += 1
        marked.resource.generationTime = time
        return marked
    }

    /// What becomes of a marked row.
    private enum Fate {
        case unchanged
        case changed
        case removed
    }

    private typealias Settled = (resource: Resource, fate: Fate, steps: [DeletePlan.Step])

    /// Recomputes a marked row's conditions and decides what becomes of it.
    private func settle(_ marked: LockedResource, formerly: Resource) -> Settled {
        var resource = marked.resource
        resource.conditions = StatusAggregation.conditions(
            of: resource, statuses: marked.statuses,
            requiredAdapters: settings.requiredAdapters(of: resource.kind), hasChildren: marked.childCount > 0)
        let isChanged = resource.generation != formerly.generation || resource.conditions != formerly.conditions
        if isChanged { resource.resourceVersion = formerly.resourceVersion + 1 }
        if isRemovalDue(marked) { return (resource, .removed, [.remove(resource.kind, resource.id)]) }
        return isChanged ? (resource, .changed, [.update(resource)]) : (resource, .unchanged, [])
    }

    private func finish(_ settled: Settled, after steps: [DeletePlan.Step]) -> DeletePlan {
        DeletePlan(
            steps: steps + settled.steps, resource: settled.resource,
            outcome: settled.fate == .removed ? .removed : .marked)
    }
}
