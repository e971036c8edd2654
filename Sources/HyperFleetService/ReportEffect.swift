internal import HyperFleetModel

/// What a report does to its resource once it is decided, and what the adapter is told.
struct ReportEffect: Sendable {
    var settings: KindSettings
    var kind: ResourceKind

    /// Decides a report about a locked row, writes what follows and answers.
    ///
    /// - Parameter cluster: The locked owner of a marked node pool; nil otherwise.
    func carryOut(
        _ report: CheckedReport, on locked: LockedResource, below cluster: LockedResource?,
        in transaction: any StoreTransaction
    ) throws(ServiceError) -> ReportAnswer {
        let reported = locked.reported(by: report.adapter)
        switch try ReportDecision(report, on: reported) {
        case .discard(let outcome):
            return Self.answer(outcome, status: reported.status, resource: locked.resource)
        case .store(let status, let aggregates):
            return store(status, aggregates: aggregates, on: locked, below: cluster, in: transaction)
        }
    }

    private func store(
        _ status: AdapterStatus, aggregates: Bool, on locked: LockedResource, below cluster: LockedResource?,
        in transaction: any StoreTransaction
    ) -> ReportAnswer {
        var after = locked
        after.statuses.removeAll { $0.adapter == status.adapter }
        after.statuses.append(status)
        guard aggregates else {
            transaction.upsert(status, of: kind, id: locked.resource.id)
            return Self.answer(.appliedNotAggregated, status: status, resource: locked.resource)
        }
        if locked.resource.isMarked {
            let plan = DeleteRules(settings: settings).plan(
                marked: after, formerly: locked.resource, of: cluster)
            let isRemoved = plan.answer.outcome == .removed
            if !isRemoved { transaction.upsert(status, of: kind, id: locked.resource.id) }
            transaction.carryOut(plan.steps)
            return Self.answer(
                isRemoved ? .resourceRemoved : .applied, status: status, resource: plan.answer.resource)
        }
        transaction.upsert(status, of: kind, id: locked.resource.id)
        let resource = Self.recomputed(after, requiredAdapters: settings.requiredAdapters(of: kind))
        if resource.resourceVersion != locked.resource.resourceVersion {
            transaction.update(resource, replacingLabels: false)
        }
        return Self.answer(.applied, status: status, resource: resource)
    }

    /// The resource with the conditions that its reports mean; one version further only when a condition differs.
    static func recomputed(_ locked: LockedResource, requiredAdapters: [String]) -> Resource {
        var resource = locked.resource
        let conditions = StatusAggregation.conditions(
            of: resource, statuses: locked.statuses, requiredAdapters: requiredAdapters,
            hasChildren: locked.childCount > 0)
        guard conditions != resource.conditions else { return resource }
        resource.conditions = conditions
        resource.resourceVersion += 1
        return resource
    }

    static func answer(
        _ outcome: ReportOutcome, status: AdapterStatus?, resource: Resource
    ) -> ReportAnswer {
        ReportAnswer(
            outcome: outcome, status: status, resourceID: resource.id, generation: resource.generation,
            resourceVersion: resource.resourceVersion, conditions: resource.conditions)
    }
}
