public import JSONModel

/// What one adapter last reported about one resource (behaviour.md section 1.3).
public struct AdapterStatus: Sendable {
    /// `^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`, at most 63 bytes.
    public var adapter: String
    /// The generation that the adapter worked on; at least 1.
    public var observedGeneration: Int64
    /// In the order reported, each type once.
    public var conditions: [AdapterCondition]
    /// Whatever else the adapter has to say: a JSON object.
    public var data: JSONDocument
    /// When the first accepted report was observed.
    public var createdTime: Timestamp
    /// When the last accepted report was observed; it orders reports.
    public var lastReportTime: Timestamp

    /// A status with every field given.
    public init(
        adapter: String, observedGeneration: Int64, conditions: [AdapterCondition], data: JSONDocument,
        createdTime: Timestamp, lastReportTime: Timestamp
    ) {
        self.adapter = adapter
        self.observedGeneration = observedGeneration
        self.conditions = conditions
        self.data = data
        self.createdTime = createdTime
        self.lastReportTime = lastReportTime
    }
}

/// One statement of an adapter's report (behaviour.md section 1.4).
public struct AdapterCondition: Sendable, Hashable {
    /// What an adapter may say of a condition.
    public enum Status: String, Sendable, CaseIterable {
        case isTrue = "True"
        case isFalse = "False"
        case unknown = "Unknown"
    }

    /// Not empty, unique in the report. `Available`, `Applied`, `Health` and `Finalized` have a meaning here.
    public var type: String
    /// What the adapter says of it.
    public var status: Status
    /// At most 1,024 bytes.
    public var reason: String
    /// For people.
    public var message: String
    /// Kept by the server: when `status` of this type last changed.
    public var lastTransitionTime: Timestamp

    /// A condition with every field given.
    public init(type: String, status: Status, reason: String, message: String, lastTransitionTime: Timestamp) {
        self.type = type
        self.status = status
        self.reason = reason
        self.message = message
        self.lastTransitionTime = lastTransitionTime
    }
}
