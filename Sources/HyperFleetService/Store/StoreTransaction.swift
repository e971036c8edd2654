package import HyperFleetModel

/// What may be done inside `Store.withTransaction`: locking reads at once, writes at the commit.
///
/// The first lock travels with BEGIN, and all writes with COMMIT, so that a transaction of one lock and any number
/// of writes is two round trips.
package protocol StoreTransaction: Sendable {
    /// Locks the resource's row, then reads it, its reports and the database's clock as a statement of its own, so
    /// that it sees what the transaction it waited for has written.
    ///
    /// - Returns: nil when there is no such row.
    func lock(_ kind: ResourceKind, id: ResourceID) async throws(StoreError) -> LockedResource?

    /// Locks all node pools of a cluster in id order, marked ones included, and reads them with their reports.
    ///
    /// The cluster must be locked already.
    func lockNodePools(of cluster: ResourceID) async throws(StoreError) -> [LockedResource]

    /// Writes all of a locked resource's row but id, kind, name, owner and creation; its labels too when
    /// `replacingLabels`. Carried out at the commit.
    func update(_ resource: Resource, replacingLabels: Bool)

    /// Writes an adapter's report about a locked resource, in place of its former one. Carried out at the commit.
    func upsert(_ status: AdapterStatus, of kind: ResourceKind, id: ResourceID)

    /// Removes a locked resource's row; labels and reports go with it. Carried out at the commit.
    func remove(_ kind: ResourceKind, id: ResourceID)

    /// Takes a claim's key and keeps what the write did under it. Carried out at the commit, which fails with
    /// `keyTaken` when an earlier call has the key.
    func record(_ record: IdempotencyRecord, _ claim: IdempotencyClaim)

    /// Keeps who removed what by force, when and why. Carried out at the commit.
    func audit(_ record: ForceDeletionRecord)
}

/// A locked row and what decisions about it rest on, read under the lock.
package struct LockedResource: Sendable {
    package var resource: Resource
    /// Ordered by adapter.
    package var statuses: [AdapterStatus]
    /// How many node pool rows a cluster has left, marked ones included; 0 for a node pool.
    package var childCount: Int
    /// The database's clock after the lock was held.
    package var now: Timestamp

    package init(resource: Resource, statuses: [AdapterStatus], childCount: Int, now: Timestamp) {
        self.resource = resource
        self.statuses = statuses
        self.childCount = childCount
        self.now = now
    }
}
