package import HyperFleetModel
package import HyperFleetService
internal import PostgresDriver

extension PostgresStore {
    package func insert(
        _ resource: Resource, claim: IdempotencyClaim?
    ) async throws(StoreError) -> InsertOutcome {
        guard let insertion = Insertion(resource, claim: claim) else { return .ownerMissing }
        return try insertion.outcome(of: try await write(insertion.segment))
    }

    package func rehearseInsert(_ resource: Resource) async throws(StoreError) -> InsertOutcome {
        guard let insertion = Insertion(resource, claim: nil) else { return .ownerMissing }
        let answer = await retrying { () async -> Attempt<InsertOutcome> in
            do {
                _ = try await database.withTransaction { transaction -> InsertOutcome in
                    let result = try await transaction.execute(insertion.segment)
                    throw Rehearsed(value: try insertion.outcome(of: result))
                }
                return .failed(.failure("a rehearsal was committed"))
            } catch let rehearsed as Rehearsed<InsertOutcome> {
                return .done(rehearsed.value)
            } catch {
                return Attempt(failure: error)
            }
        }
        return try answer.get()
    }

    /// Runs a segment on the write lane, and on the transaction lane where it met a lock or a conflict there.
    private func write(_ segment: PostgresSegment) async throws(StoreError) -> PostgresSegmentResult {
        do throws(PostgresError) {
            return try await database.write(segment)
        } catch {
            guard error.isLockTimeout || error.isRetryableConflict else { throw StoreError(error) }
        }
        let answer = await retrying { () async -> Attempt<PostgresSegmentResult> in
            do {
                return .done(
                    try await database.withTransaction { transaction in try await transaction.commit(segment) })
            } catch {
                return Attempt(failure: error)
            }
        }
        return try answer.get()
    }
}

/// Leaves a transaction with a value and without its effects.
struct Rehearsed<Value: Sendable>: Error {
    let value: Value
}

/// The statements of an insert, in one round trip.
private struct Insertion: Sendable {
    private(set) var segment = PostgresSegment()
    private let lock: PostgresSlot<LockOwner>?

    /// nil for a node pool without an owner.
    init?(_ resource: Resource, claim: IdempotencyClaim?) {
        let record = claim?.record(.created, resource)
        switch (resource.kind, resource.owner) {
        case (.cluster, _):
            lock = nil
            segment.sharesCommit = true
            // First, so that a second call with the key waits here for the first one.
            if let claim, let record { segment.append(InsertIdempotencyKey(claim: claim, record: record)) }
            segment.append(InsertCluster(resource: resource))
            if !resource.labels.entries.isEmpty {
                segment.append(PutLabels<ClusterTable>(owner: resource.id, labels: resource.labels))
            }
        case (.nodePool, let owner?):
            // The owner is locked, so that the next statement, which begins under the lock, sees whether it is
            // marked; labels and key find the row that it inserted, or none.
            lock = segment.append(LockOwner(id: owner))
            segment.append(InsertNodePool(resource: resource, cluster: owner))
            if !resource.labels.entries.isEmpty {
                segment.append(PutLabels<NodePoolTable>(owner: resource.id, labels: resource.labels))
            }
            // A second call with the key waits for the first one at the node pool's name.
            if let claim, let record { segment.append(InsertIdempotencyKeyOfNodePool(claim: claim, record: record)) }
        case (.nodePool, nil):
            return nil
        }
    }

    func outcome(of result: PostgresSegmentResult) throws(StoreError) -> InsertOutcome {
        guard let lock else { return .inserted }
        do throws(PostgresError) {
            guard let isMarked = try result.rows(lock).first else { return .ownerMissing }
            return isMarked ? .ownerMarked : .inserted
        } catch {
            throw StoreError(error)
        }
    }
}
