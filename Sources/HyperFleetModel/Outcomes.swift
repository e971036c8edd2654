/// A resource after an update, and whether anything differed.
public struct UpdateAnswer: Sendable {
    /// As stored after the call.
    public var resource: Resource
    /// Whether the update wrote anything.
    public var changed: Bool

    /// An update's answer.
    public init(resource: Resource, changed: Bool) {
        self.resource = resource
        self.changed = changed
    }
}

/// What became of a delete (behaviour.md D16).
public enum DeleteOutcome: String, Sendable, CaseIterable {
    /// The resource is marked and waits for its adapters.
    case marked = "MARKED"
    /// The resource is gone.
    case removed = "REMOVED"
}

/// A resource as marked, or as it last was, and what became of its delete.
public struct DeleteAnswer: Sendable {
    /// As marked, or as it last was.
    public var resource: Resource
    /// Marked or removed.
    public var outcome: DeleteOutcome

    /// A delete's answer.
    public init(resource: Resource, outcome: DeleteOutcome) {
        self.resource = resource
        self.outcome = outcome
    }
}
