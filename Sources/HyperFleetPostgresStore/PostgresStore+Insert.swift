package import HyperFleetModel
package import HyperFleetService
internal import PostgresDriver

extension PostgresStore {
    package func insert(_ resource: Resource) async throws(StoreError) -> InsertOutcome {
        switch (resource.kind, resource.owner) {
        case (.cluster, _): try await insertCluster(resource)
        case (.nodePool, let owner?): try await insertNodePool(resource, owner: owner)
        case (.nodePool, nil): .ownerMissing
        }
    }

    private func insertCluster(_ resource: Resource) async throws(StoreError) -> InsertOutcome {
        var segment = PostgresSegment(InsertCluster(resource: resource))
        if !resource.labels.entries.isEmpty {
            segment.append(PutLabels<ClusterTable>(owner: resource.id, labels: resource.labels))
        }
        _ = try await write(segment)
        return .inserted
    }

    /// Three statements in one round trip: the owner is locked, so that the second one, which begins under the lock,
    /// sees whether it is marked; labels find the row that the second one inserted, or none.
    private func insertNodePool(_ resource: Resource, owner: ResourceID) async throws(StoreError) -> InsertOutcome {
        var segment = PostgresSegment()
        let lock = segment.append(LockOwner(id: owner))
        segment.append(InsertNodePool(resource: resource, cluster: owner))
        if !resource.labels.entries.isEmpty {
            segment.append(PutLabels<NodePoolTable>(owner: resource.id, labels: resource.labels))
        }
        let result = try await write(segment)
        do throws(PostgresError) {
            guard let isMarked = try result.rows(lock).first else { return .ownerMissing }
            return isMarked ? .ownerMarked : .inserted
        } catch {
            throw StoreError(error)
        }
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
