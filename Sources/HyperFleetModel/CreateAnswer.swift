/// A resource after its create.
public struct CreateAnswer: Sendable {
    /// As stored after the call; in a dry run as it would be.
    public var resource: Resource
    /// Set when an earlier call with the same idempotency key made the resource.
    public var replay: Replay?

    /// A create's answer.
    public init(resource: Resource, replay: Replay? = nil) {
        self.resource = resource
        self.replay = replay
    }
}
