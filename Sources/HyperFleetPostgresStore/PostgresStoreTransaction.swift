internal import HyperFleetModel
internal import HyperFleetService
internal import JSONModel
internal import PostgresDriver
internal import Synchronization

/// One run of a transaction: locks at once, writes kept until the commit.
final class PostgresStoreTransaction: StoreTransaction {
    private struct State {
        /// Goes first among the writes: a second call with the key waits there.
        var claim: InsertIdempotencyKey?
        var writes = PostgresSegment()
        /// The specs as they were read under the lock: an unchanged one is not written again.
        var specs: [ResourceID: [UInt8]] = [:]
        var hasLostConflict = false
    }

    private let connection: PostgresTransaction
    private let state = Mutex(State())

    init(_ connection: PostgresTransaction) {
        self.connection = connection
    }

    /// Whether a statement failed since another transaction won; the body need not tell.
    var hasLostConflict: Bool { state.withLock { $0.hasLostConflict } }

    /// Sends the writes and COMMIT together, and returns once they are durable.
    func commit() async throws(PostgresError) {
        try await connection.commit(segment())
    }

    /// Sends the writes without COMMIT, for the database to check them.
    func rehearse() async throws(PostgresError) {
        let segment = segment()
        guard !segment.isEmpty else { return }
        _ = try await connection.execute(segment)
    }

    private func segment() -> PostgresSegment {
        state.withLock { state in
            guard let claim = state.claim else { return state.writes }
            var segment = PostgresSegment(claim)
            segment.append(contentsOf: state.writes)
            return segment
        }
    }

    func lock(_ kind: ResourceKind, id: ResourceID) async throws(StoreError) -> LockedResource? {
        switch kind {
        case .cluster: try await lock(id, in: ClusterTable.self)
        case .nodePool: try await lock(id, in: NodePoolTable.self)
        }
    }

    private func lock<Table: ResourceTable>(
        _ id: ResourceID, in table: Table.Type
    ) async throws(StoreError) -> LockedResource? {
        var segment = PostgresSegment()
        segment.append(LockResource<Table>(id: id))
        let row = segment.append(SelectLockedResource<Table>(id: id))
        let statuses = segment.append(SelectAdapterStatuses<Table>(id: id))
        return try await executing(segment) { result throws(PostgresError) in
            guard let locked = try result.rows(row).first else { return nil }
            remember(locked.resource)
            return LockedResource(
                resource: locked.resource, statuses: try result.rows(statuses).compactMap(\.self),
                childCount: Int(locked.childCount), now: locked.now)
        }
    }

    func lockNodePools(of cluster: ResourceID) async throws(StoreError) -> [LockedResource] {
        var segment = PostgresSegment()
        segment.append(LockNodePools(cluster: cluster))
        let rows = segment.append(SelectLockedNodePools(cluster: cluster))
        let statuses = segment.append(SelectNodePoolStatusesOfCluster(cluster: cluster))
        return try await executing(segment) { result throws(PostgresError) in
            let byOwner = Dictionary(grouping: try result.rows(statuses), by: \.owner)
            return try result.rows(rows).map { row in
                remember(row.resource)
                return LockedResource(
                    resource: row.resource, statuses: byOwner[row.resource.id]?.map(\.status) ?? [], childCount: 0,
                    now: row.now)
            }
        }
    }

    func update(_ resource: Resource, replacingLabels: Bool) {
        switch resource.kind {
        case .cluster: update(resource, replacingLabels: replacingLabels, in: ClusterTable.self)
        case .nodePool: update(resource, replacingLabels: replacingLabels, in: NodePoolTable.self)
        }
    }

    private func update<Table: ResourceTable>(
        _ resource: Resource, replacingLabels: Bool, in table: Table.Type
    ) {
        state.withLock { state in
            if state.specs[resource.id] == resource.spec.bytes {
                state.writes.append(UpdateKeepingSpec<Table>(resource: resource))
            } else {
                state.writes.append(UpdateResource<Table>(resource: resource))
                state.specs[resource.id] = resource.spec.bytes
            }
            guard replacingLabels else { return }
            let labels = resource.labels
            state.writes.append(DeleteOtherLabels<Table>(owner: resource.id, kept: Array(labels.entries.keys)))
            if !labels.entries.isEmpty {
                state.writes.append(PutLabels<Table>(owner: resource.id, labels: labels))
            }
        }
    }

    func upsert(_ status: AdapterStatus, of kind: ResourceKind, id: ResourceID) {
        state.withLock { state in
            switch kind {
            case .cluster: state.writes.append(PutAdapterStatus<ClusterTable>(owner: id, status: status))
            case .nodePool: state.writes.append(PutAdapterStatus<NodePoolTable>(owner: id, status: status))
            }
        }
    }

    func remove(_ kind: ResourceKind, id: ResourceID) {
        state.withLock { state in
            switch kind {
            case .cluster: state.writes.append(DeleteResource<ClusterTable>(id: id))
            case .nodePool: state.writes.append(DeleteResource<NodePoolTable>(id: id))
            }
        }
    }

    func record(_ record: IdempotencyRecord, _ claim: IdempotencyClaim) {
        state.withLock { $0.claim = InsertIdempotencyKey(claim: claim, record: record) }
    }

    func audit(_ record: ForceDeletionRecord) {
        state.withLock { state in
            _ = state.writes.append(InsertForceDeletion(record: record))
        }
    }

    private func remember(_ resource: Resource) {
        state.withLock { $0.specs[resource.id] = resource.spec.bytes }
    }

    /// Runs a segment now and reads its result; notes a lost conflict, since the body may turn the error into one of
    /// its own.
    private func executing<Value>(
        _ segment: PostgresSegment, _ read: (PostgresSegmentResult) throws(PostgresError) -> Value
    ) async throws(StoreError) -> Value {
        do throws(PostgresError) {
            return try read(try await connection.execute(segment))
        } catch {
            if error.isRetryableConflict || error.isLockTimeout { state.withLock { $0.hasLostConflict = true } }
            throw StoreError(error)
        }
    }
}
