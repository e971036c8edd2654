import HyperFleetModel

@testable import HyperFleetService

/// Applies one step after another to a cluster.
struct AggregationStory {
    /// The adapters that the cluster waits for.
    var required = ["a", "b"]
    var resource = Resource.sample()
    var statuses: [AdapterStatus] = []

    mutating func recompute(hasChildren: Bool = false) {
        resource.conditions = StatusAggregation.conditions(
            of: resource, statuses: statuses, requiredAdapters: required, hasChildren: hasChildren)
    }

    mutating func report(
        _ adapter: String, _ generation: Int64, _ available: AdapterCondition.Status,
        finalized: AdapterCondition.Status? = nil, at time: Timestamp
    ) {
        statuses.removeAll { $0.adapter == adapter }
        statuses.append(
            .sample(
                adapter: adapter, observedGeneration: generation, available: available, finalized: finalized,
                time: time))
        recompute()
    }

    mutating func raiseGeneration(at time: Timestamp) {
        resource.generation += 1
        resource.generationTime = time
        recompute()
    }

    /// Status and observed generation of Reconciled and LastKnownReconciled: `F1 T1`.
    var verdict: String {
        resource.conditions.prefix(2).map { "\($0.status ? "T" : "F")\($0.observedGeneration)" }
            .joined(separator: " ")
    }
}
