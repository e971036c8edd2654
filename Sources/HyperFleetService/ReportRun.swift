internal import HyperFleetModel

/// What reports do to one locked resource, one after the other, and what is written in the end.
///
/// Any number of reports costs one write of each adapter's row and one of the resource's.
struct ReportRun: Sendable {
    private let settings: KindSettings
    /// The row with its reports, as the ones so far leave it.
    private var locked: LockedResource
    /// The locked owner of a marked node pool.
    private let cluster: LockedResource?
    private let formerVersion: Int64
    /// Whose rows are to be written, in the order of their first reports.
    private var changedAdapters: [String] = []
    /// Set once a report has removed the resource.
    private var removal: [DeletePlan.Step]?

    /// - Parameter cluster: The locked owner of a marked node pool; nil otherwise.
    init(on locked: LockedResource, below cluster: LockedResource?, settings: KindSettings) {
        self.settings = settings
        self.locked = locked
        self.cluster = cluster
        formerVersion = locked.resource.resourceVersion
    }

    /// Decides one report and answers it; one that is refused leaves everything as it was.
    mutating func take(_ report: CheckedReport) throws(ServiceError) -> ReportAnswer {
        guard removal == nil else { throw .notFound(locked.resource.kind, id: locked.resource.id) }
        let reported = locked.reported(by: report.adapter)
        switch try ReportDecision(report, on: reported) {
        case .discard(let outcome):
            return Self.answer(outcome, status: reported.status, resource: locked.resource)
        case .store(let status, let aggregates):
            return store(status, aggregates: aggregates)
        }
    }

    /// Writes what the reports have changed at the commit.
    func write(in transaction: any StoreTransaction) {
        if let removal {
            transaction.carryOut(removal)
            return
        }
        let resource = locked.resource
        for status in locked.statuses where changedAdapters.contains(status.adapter) {
            transaction.upsert(status, of: resource.kind, id: resource.id)
        }
        if resource.resourceVersion != formerVersion { transaction.update(resource, replacingLabels: false) }
    }

    private mutating func store(_ status: AdapterStatus, aggregates: Bool) -> ReportAnswer {
        locked.statuses.removeAll { $0.adapter == status.adapter }
        locked.statuses.append(status)
        if !changedAdapters.contains(status.adapter) { changedAdapters.append(status.adapter) }
        guard aggregates else {
            return Self.answer(.appliedNotAggregated, status: status, resource: locked.resource)
        }
        guard locked.resource.isMarked else {
            locked.resource = Self.recomputed(
                locked, requiredAdapters: settings.requiredAdapters(of: locked.resource.kind))
            return Self.answer(.applied, status: status, resource: locked.resource)
        }
        let plan = DeleteRules(settings: settings).plan(marked: locked, formerly: locked.resource, of: cluster)
        locked.resource = plan.resource
        guard plan.outcome == .removed else {
            return Self.answer(.applied, status: status, resource: locked.resource)
        }
        removal = plan.steps
        return Self.answer(.resourceRemoved, status: status, resource: locked.resource)
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
