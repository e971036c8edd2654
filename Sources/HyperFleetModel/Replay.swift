/// What is known of a write that an earlier call with the same idempotency key made; the answer did not make it again.
public struct Replay: Sendable, Hashable {
    /// The resource's id.
    public var id: ResourceID
    /// Its generation right after the earlier call.
    public var generation: Int64
    /// Its version right after the earlier call.
    public var resourceVersion: Int64
    /// When the earlier call was recorded.
    public var recordedTime: Timestamp

    /// A replay of these facts.
    public init(id: ResourceID, generation: Int64, resourceVersion: Int64, recordedTime: Timestamp) {
        self.id = id
        self.generation = generation
        self.resourceVersion = resourceVersion
        self.recordedTime = recordedTime
    }
}
