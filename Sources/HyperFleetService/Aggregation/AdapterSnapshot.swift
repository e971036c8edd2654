internal import HyperFleetModel

/// What aggregation needs of one required adapter's report (behaviour.md section 4.2).
struct AdapterSnapshot: Sendable, Hashable {
    var adapter: String
    /// The generation that the report is about; never above the resource's.
    var generation: Int64
    /// When the report was observed.
    var time: Timestamp
    /// `Available` is True.
    var isAvailable: Bool
    /// `Finalized` is True.
    var isFinalized: Bool
    /// Of `Available`.
    var reason: String
    /// Of `Available`.
    var message: String

    init(
        adapter: String, generation: Int64, time: Timestamp, isAvailable: Bool, isFinalized: Bool,
        reason: String = "", message: String = ""
    ) {
        self.adapter = adapter
        self.generation = generation
        self.time = time
        self.isAvailable = isAvailable
        self.isFinalized = isFinalized
        self.reason = reason
        self.message = message
    }

    /// The snapshot of a stored report; nil when it does not count: it is about a generation that the resource has
    /// not reached, or says nothing definite of `Available`.
    init?(_ status: AdapterStatus, resourceGeneration: Int64) {
        guard status.observedGeneration <= resourceGeneration,
            let available = status.conditions.first(where: { $0.type == AdapterConditionType.available }),
            available.status != .unknown
        else { return nil }
        self.init(
            adapter: status.adapter, generation: status.observedGeneration, time: status.lastReportTime,
            isAvailable: available.status == .isTrue, isFinalized: status.isFinalized,
            reason: available.reason, message: available.message)
    }
}

extension AdapterStatus {
    /// Whether the adapter said that it has cleaned up.
    var isFinalized: Bool {
        conditions.contains { $0.type == AdapterConditionType.finalized && $0.status == .isTrue }
    }
}
