/// What became of a delete (behaviour.md D16).
public enum DeleteOutcome: String, Sendable, CaseIterable {
    /// The resource is marked and waits for its adapters.
    case marked = "MARKED"
    /// The resource is gone.
    case removed = "REMOVED"
}

/// A resource as marked, or as it last was, and what became of its delete.
public struct DeleteAnswer: Sendable {
    /// As marked, or as it last was; nil where the call was repeated and the resource is gone by now.
    public var resource: Resource?
    /// Marked or removed.
    public var outcome: DeleteOutcome
    /// Set when an earlier call with the same idempotency key made the delete.
    public var replay: Replay?

    /// A delete's answer.
    public init(resource: Resource?, outcome: DeleteOutcome, replay: Replay? = nil) {
        self.resource = resource
        self.outcome = outcome
        self.replay = replay
    }
}
