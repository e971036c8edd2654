package import HyperFleetModel

/// What is kept of a committed write, so that a repetition can be answered; the spec is not.
package struct IdempotencyRecord: Sendable, Hashable {
    package var fingerprint: RequestFingerprint
    package var outcome: WriteOutcome
    package var id: ResourceID
    /// Right after the write.
    package var generation: Int64
    /// Right after the write.
    package var resourceVersion: Int64
    /// The database's clock at the write; ignored when a record is stored.
    package var recordedTime: Timestamp

    package init(
        fingerprint: RequestFingerprint, outcome: WriteOutcome, id: ResourceID, generation: Int64,
        resourceVersion: Int64, recordedTime: Timestamp
    ) {
        self.fingerprint = fingerprint
        self.outcome = outcome
        self.id = id
        self.generation = generation
        self.resourceVersion = resourceVersion
        self.recordedTime = recordedTime
    }

    /// As the answer to a repetition shows it.
    var replay: Replay {
        Replay(id: id, generation: generation, resourceVersion: resourceVersion, recordedTime: recordedTime)
    }
}

/// What a recorded write did.
package enum WriteOutcome: String, Sendable, CaseIterable {
    case created = "CREATED"
    case changed = "CHANGED"
    case unchanged = "UNCHANGED"
    case marked = "MARKED"
    case removed = "REMOVED"
}
