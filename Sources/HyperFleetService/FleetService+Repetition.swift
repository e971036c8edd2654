package import HyperFleetModel

extension FleetService {
    /// What stands for a write under its caller's key; nil where the caller gave none.
    func claim(
        _ method: WriteMethod, of kind: ResourceKind, caller: String, key: String?,
        _ describe: (inout RequestText) -> Void
    ) -> IdempotencyClaim? {
        guard let key else { return nil }
        var request = RequestText()
        describe(&request)
        return IdempotencyClaim(
            caller: caller, method: "\(kind.name)Service/\(method.rawValue)", key: key,
            fingerprint: request.fingerprint(sealKey))
    }

    /// Makes a write once: where it is refused, an earlier call with the same key may have made it, and is answered.
    ///
    /// A write claims its key in its own transaction, so that of two calls with one key only one is committed; the
    /// other finds the key taken. A repetition may also meet what the first one has changed, a name that is taken or
    /// a resource that is gone: any refusal is looked into.
    func once<Answer>(
        _ claim: IdempotencyClaim?, _ write: () async throws(ServiceError) -> Answer,
        replay: (IdempotencyRecord) async throws(ServiceError) -> Answer
    ) async throws(ServiceError) -> Answer {
        do throws(ServiceError) {
            return try await write()
        } catch {
            guard let claim, error.reason.isRefusal else { throw error }
            guard let record = try await record(of: claim) else {
                guard error.reason != .idempotencyConflict else { throw ServiceError(.conflict) }
                throw error
            }
            guard record.fingerprint == claim.fingerprint else { throw .keyReused(claim.key) }
            return try await replay(record)
        }
    }

    private func record(of claim: IdempotencyClaim) async throws(ServiceError) -> IdempotencyRecord? {
        try await translating { () async throws(StoreError) in try await store.record(of: claim) }
    }

    /// The resource of a recorded write as it is now.
    ///
    /// - Throws: `resourceNotFound` with the recorded facts when it has been removed since.
    func present(_ kind: ResourceKind, after record: IdempotencyRecord) async throws(ServiceError) -> Resource {
        if let resource = try await presentOrGone(kind, after: record) { return resource }
        throw ServiceError(
            .resourceNotFound,
            "The \(kind.name) \(record.id) was written by an earlier call with this idempotency key "
                + "(\(record.outcome.rawValue)) and has been removed since.",
            details: [
                "id": record.id.description, "outcome": record.outcome.rawValue,
                "generation": String(record.generation), "resource_version": String(record.resourceVersion),
            ])
    }

    /// The resource of a recorded write as it is now; nil when it is gone.
    func presentOrGone(
        _ kind: ResourceKind, after record: IdempotencyRecord
    ) async throws(ServiceError) -> Resource? {
        try await translating { () async throws(StoreError) in try await store.resource(kind, id: record.id) }
    }
}

/// The writes that take an idempotency key.
enum WriteMethod: String {
    case create = "Create"
    case update = "Update"
    case delete = "Delete"
    case forceDelete = "ForceDelete"
}

extension ErrorReason {
    /// Whether the rules said no; nothing was done then.
    fileprivate var isRefusal: Bool {
        switch self {
        case .validation, .badRequest, .malformedRequest, .resourceNotFound, .alreadyExists, .versionConflict,
            .stateConflict, .idempotencyConflict:
            true
        case .authenticationRequired, .permissionDenied, .methodNotFound, .concurrentChange, .limitReached,
            .internalError, .storeFailure, .unavailable, .deadlineExceeded, .streamCut, .cancelled:
            false
        }
    }
}

extension IdempotencyClaim {
    /// The record of a committed write under this claim.
    package func record(_ outcome: WriteOutcome, _ resource: Resource) -> IdempotencyRecord {
        IdempotencyRecord(
            fingerprint: fingerprint, outcome: outcome, id: resource.id, generation: resource.generation,
            resourceVersion: resource.resourceVersion, recordedTime: resource.updatedTime)
    }
}
