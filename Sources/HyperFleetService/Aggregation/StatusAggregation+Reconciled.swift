internal import HyperFleetModel

/// `Reconciled`: every required adapter has done its work at the current generation (behaviour.md section 4.3).
extension StatusAggregation {
    static let reconciledType = "Reconciled"

    var reconciled: Condition {
        let verdict = reconciledVerdict
        let updated = currentSnapshots.map(\.time).min() ?? reference
        return condition(
            Self.reconciledType, status: verdict.status, reason: verdict.reason, message: verdict.message,
            observedGeneration: generation, lastUpdatedTime: updated,
            lastTransitionTime: reconciledTransitionTime(status: verdict.status, lastUpdatedTime: updated))
    }

    /// The table of section 4.3, with D5 for a kind that waits for nobody.
    private var reconciledVerdict: (status: Bool, reason: String, message: String) {
        switch (requiredAdapters.isEmpty, unfinishedAdapters.isEmpty, isMarked, hasChildren) {
        case (true, _, true, true):
            (false, "ReconciledWaitingForChildren", "Deletion in progress. Child resources still exist")
        case (true, _, _, _):
            (true, "NoRequiredAdapters", "No adapter is required to report on this kind")
        case (false, true, true, true):
            (
                false, "ReconciledWaitingForChildren",
                "Deletion in progress. All required adapters reported Finalized=True but child resources still exist"
            )
        case (false, true, _, _):
            (
                true, "ReconciledAll",
                "All required adapters reported Available=True or Finalized=True at the current generation"
            )
        case (false, false, _, _):
            (false, "ReconciledMissingAdapters", missingMessage)
        }
    }

    /// Snapshots of the current generation.
    private var currentSnapshots: [AdapterSnapshot] {
        orderedSnapshots.filter { $0.generation == generation }
    }

    /// Required adapters that have not yet done their work at the current generation, sorted.
    private var unfinishedAdapters: [String] {
        requiredAdapters.filter { adapter in
            guard let snapshot = snapshots[adapter], snapshot.generation == generation else { return true }
            return isMarked ? !snapshot.isFinalized : !snapshot.isAvailable
        }.sorted()
    }

    private var missingMessage: String {
        let wanted = isMarked ? "Finalized=True" : "Available=True"
        let missing = unfinishedAdapters.joined(separator: ", ")
        let reporting = orderedSnapshots.map(\.adapter).sorted().joined(separator: ", ")
        return "Required adapters not reporting \(wanted): [\(missing)]. Currently reporting: [\(reporting)]"
    }

    /// When the status last changed; a new generation takes a True away at the moment of the generation, not at that
    /// of the evidence.
    func reconciledTransitionTime(status: Bool, lastUpdatedTime: Timestamp) -> Timestamp {
        guard let former = previous[Self.reconciledType] else { return lastUpdatedTime }
        if former.status == status { return former.lastTransitionTime }
        let isTakenByGeneration = former.status && generation > former.observedGeneration
        return isTakenByGeneration ? reference : lastUpdatedTime
    }
}
