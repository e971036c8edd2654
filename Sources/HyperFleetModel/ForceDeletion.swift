/// A resource that a force delete removed.
public struct RemovedResource: Sendable, Hashable {
    /// Cluster or node pool.
    public var kind: ResourceKind
    /// Its id.
    public var id: ResourceID
    /// Its name.
    public var name: String
    /// Its last generation.
    public var generation: Int64
    /// The adapters whose reports were removed with it, in order.
    public var adapters: [String]

    /// What was removed.
    public init(kind: ResourceKind, id: ResourceID, name: String, generation: Int64, adapters: [String]) {
        self.kind = kind
        self.id = id
        self.name = name
        self.generation = generation
        self.adapters = adapters
    }
}

/// A force delete as it was written down.
public struct ForceDeletion: Sendable, Hashable {
    /// The id of the audit record.
    public var auditID: ResourceID
    /// The resource first, then its node pools; a marked cluster that waited for a removed node pool alone comes last.
    public var removed: [RemovedResource]

    /// A force delete of these resources.
    public init(auditID: ResourceID, removed: [RemovedResource]) {
        self.auditID = auditID
        self.removed = removed
    }
}

/// What a force delete removed, and whether an earlier call did it.
public struct ForceDeleteAnswer: Sendable {
    /// What was removed; in a dry run what would be.
    public var deletion: ForceDeletion
    /// Set when an earlier call with the same idempotency key made the delete.
    public var replay: Replay?

    /// A force delete's answer.
    public init(deletion: ForceDeletion, replay: Replay? = nil) {
        self.deletion = deletion
        self.replay = replay
    }
}
