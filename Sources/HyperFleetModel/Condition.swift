/// One aggregated statement about a resource, kept by the server (behaviour.md section 1.2).
public struct Condition: Sendable, Hashable {
    /// `Reconciled`, `LastKnownReconciled`, or `<Adapter>Successful`; at most 100 bytes, unique in its resource.
    public var type: String
    /// A resource's condition is true or false, never unknown.
    public var status: Bool
    /// A stable word for programs.
    public var reason: String
    /// For people.
    public var message: String
    /// The generation that the statement is about.
    public var observedGeneration: Int64
    /// When the type first appeared on the resource.
    public var createdTime: Timestamp
    /// How fresh the evidence is; not when it was written.
    public var lastUpdatedTime: Timestamp
    /// When `status` last changed.
    public var lastTransitionTime: Timestamp

    /// A condition with every field given.
    public init(
        type: String, status: Bool, reason: String, message: String, observedGeneration: Int64,
        createdTime: Timestamp, lastUpdatedTime: Timestamp, lastTransitionTime: Timestamp
    ) {
        self.type = type
        self.status = status
        self.reason = reason
        self.message = message
        self.observedGeneration = observedGeneration
        self.createdTime = createdTime
        self.lastUpdatedTime = lastUpdatedTime
        self.lastTransitionTime = lastTransitionTime
    }
}
