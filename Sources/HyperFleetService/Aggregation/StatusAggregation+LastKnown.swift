internal import HyperFleetModel

/// `LastKnownReconciled`: the last state that all required adapters agreed on, whatever the generation (behaviour.md
/// sections 4.4 and 4.5).
extension StatusAggregation {
    static let lastKnownReconciledType = "LastKnownReconciled"

    /// How far the required adapters agree.
    enum Agreement: Hashable {
        /// Nobody is required.
        case nobodyRequired
        /// All say Available=True about this generation.
        case uniform(Int64)
        /// All say Available=True, about several generations.
        case mixed
        /// At least one has no usable report.
        case incomplete
        /// All report, at least one says Available=False.
        case refused
    }

    var agreement: Agreement {
        guard !requiredAdapters.isEmpty else { return .nobodyRequired }
        let present = orderedSnapshots
        guard present.count == requiredAdapters.count else { return .incomplete }
        guard present.allSatisfy(\.isAvailable) else { return .refused }
        let generations = Set(present.map(\.generation))
        return generations.count == 1 ? .uniform(present[0].generation) : .mixed
    }

    var lastKnownReconciled: Condition {
        let former = previous[Self.lastKnownReconciledType]
        let verdict = lastKnownVerdict(former)
        let observed = lastKnownGeneration(status: verdict.status, former: former)
        let updated = lastKnownUpdatedTime(status: verdict.status, observedGeneration: observed, former: former)
        let transition = former.flatMap { $0.status == verdict.status ? $0.lastTransitionTime : nil } ?? updated
        return condition(
            Self.lastKnownReconciledType, status: verdict.status, reason: verdict.reason, message: verdict.message,
            observedGeneration: observed, lastUpdatedTime: updated, lastTransitionTime: transition)
    }

    private typealias Verdict = (status: Bool, reason: String, message: String)

    /// The table of section 4.4, with D5 for a kind that waits for nobody.
    private func lastKnownVerdict(_ former: Condition?) -> Verdict {
        let wasTrue = former?.status ?? false
        let agreed: Verdict = (
            true, "AllAdaptersReconciled",
            "All required adapters report Available=True for the tracked generation"
        )
        let refused: Verdict = (
            false, "AdapterReportedNotAvailable", "One or more required adapters report Available=False"
        )
        switch (agreement, wasTrue) {
        case (.nobodyRequired, _):
            return (true, "NoRequiredAdapters", "No adapter is required to report on this kind")
        case (.incomplete, _):
            return (false, "AdaptersMissingReports", "Required adapters have not yet reported status")
        case (.uniform, _), (.mixed, true):
            return agreed
        case (.mixed, false):
            return (
                false, "AdaptersNotAtSameGeneration",
                "Required adapters do not report a consistent Available state"
            )
        case (.refused, false):
            return refused
        case (.refused, true):
            let tracked = former?.observedGeneration
            let refusesTracked = orderedSnapshots.contains { !$0.isAvailable && $0.generation == tracked }
            return refusesTracked ? refused : agreed
        }
    }

    /// The first table of section 4.5.
    private func lastKnownGeneration(status: Bool, former: Condition?) -> Int64 {
        switch (agreement, status) {
        case (.nobodyRequired, _): generation
        case (.uniform(let common), true): common
        case (_, true): former?.observedGeneration ?? 1
        case (_, false): orderedSnapshots.map(\.generation).max() ?? former?.observedGeneration ?? 1
        }
    }

    /// The second table of section 4.5: the first row that matches.
    func lastKnownUpdatedTime(status: Bool, observedGeneration: Int64, former: Condition?) -> Timestamp {
        let kept = former?.lastUpdatedTime ?? reference
        switch agreement {
        case .nobodyRequired: return reference
        case .uniform: return orderedSnapshots.map(\.time).min() ?? reference
        case .mixed where status: return kept
        case .mixed, .incomplete, .refused:
            let evidence = orderedSnapshots.filter { $0.generation == observedGeneration }
            guard !status, evidence.contains(where: { !$0.isAvailable }) else { return kept }
            return evidence.map(\.time).min() ?? kept
        }
    }
}
