internal import HyperFleetModel

/// Folds adapters' reports into a resource's own conditions (behaviour.md section 4).
///
/// A pure function: the same inputs give the same conditions whatever the order of the reports, and no clock is read.
struct StatusAggregation: Sendable {
    /// G: the resource's generation.
    var generation: Int64
    /// REF: when the generation last changed (behaviour.md D1).
    var reference: Timestamp
    /// DEL: the resource is marked for deletion.
    var isMarked: Bool
    /// REQ: the adapters that must report, in configured order.
    var requiredAdapters: [String]
    /// What the required adapters' reports say, by adapter; an adapter without a usable report has none.
    var snapshots: [String: AdapterSnapshot]
    /// PREV: the conditions as they were, by type.
    var previous: [String: Condition]
    /// KIDS: a child row is left, marked ones included (behaviour.md D6).
    var hasChildren: Bool

    init(
        generation: Int64, reference: Timestamp, isMarked: Bool, requiredAdapters: [String],
        snapshots: [String: AdapterSnapshot], previous: [Condition], hasChildren: Bool
    ) {
        self.generation = generation
        self.reference = reference
        self.isMarked = isMarked
        self.requiredAdapters = requiredAdapters
        self.snapshots = snapshots
        self.previous = Dictionary(previous.map { ($0.type, $0) }, uniquingKeysWith: { first, _ in first })
        self.hasChildren = hasChildren
    }

    /// The conditions of a resource with these reports, in the order of behaviour.md D13.
    static func conditions(
        of resource: Resource, statuses: [AdapterStatus], requiredAdapters: [String], hasChildren: Bool
    ) -> [Condition] {
        let snapshots = snapshots(
            of: statuses, requiredAdapters: requiredAdapters, resourceGeneration: resource.generation)
        return StatusAggregation(
            generation: resource.generation, reference: resource.generationTime, isMarked: resource.isMarked,
            requiredAdapters: requiredAdapters, snapshots: snapshots, previous: resource.conditions,
            hasChildren: hasChildren
        ).conditions
    }

    /// The usable reports of required adapters (section 4.2).
    static func snapshots(
        of statuses: [AdapterStatus], requiredAdapters: [String], resourceGeneration: Int64
    ) -> [String: AdapterSnapshot] {
        var snapshots: [String: AdapterSnapshot] = [:]
        for status in statuses where requiredAdapters.contains(status.adapter) {
            snapshots[status.adapter] = AdapterSnapshot(status, resourceGeneration: resourceGeneration)
        }
        return snapshots
    }

    /// Reconciled, LastKnownReconciled, then one per required adapter with a usable report.
    var conditions: [Condition] {
        [reconciled, lastKnownReconciled] + adapterConditions
    }

    /// The snapshots in required order.
    var orderedSnapshots: [AdapterSnapshot] {
        requiredAdapters.compactMap { snapshots[$0] }
    }

    /// A condition whose `created_time` is the former one's, else REF.
    func condition(
        _ type: String, status: Bool, reason: String, message: String, observedGeneration: Int64,
        lastUpdatedTime: Timestamp, lastTransitionTime: Timestamp
    ) -> Condition {
        Condition(
            type: type, status: status, reason: reason, message: message, observedGeneration: observedGeneration,
            createdTime: previous[type]?.createdTime ?? reference, lastUpdatedTime: lastUpdatedTime,
            lastTransitionTime: lastTransitionTime)
    }
}
