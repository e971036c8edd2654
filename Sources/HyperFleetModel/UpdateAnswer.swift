/// A resource after an update, and whether anything differed (behaviour.md D16).
public struct UpdateAnswer: Sendable {
    /// As stored after the call; in a dry run as it would be.
    public var resource: Resource
    /// Whether the update wrote anything.
    public var changed: Bool
    /// Set when an earlier call with the same idempotency key made the update.
    public var replay: Replay?

    /// An update's answer.
    public init(resource: Resource, changed: Bool, replay: Replay? = nil) {
        self.resource = resource
        self.changed = changed
        self.replay = replay
    }
}
