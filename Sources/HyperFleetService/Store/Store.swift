package import HyperFleetModel

/// Where resources and reports are kept: the port that the rules are written against.
///
/// Reads answer committed state. Every write happens in `withTransaction`, or is one of the whole operations that
/// need no decision between their statements; each is answered only once it is durable.
package protocol Store: Sendable {
    /// The resource of `kind` with this id, marked ones included.
    func resource(_ kind: ResourceKind, id: ResourceID) async throws(StoreError) -> Resource?

    /// All resources of `kind` with this name below `owner` (nil for clusters), at most 10: the active one first,
    /// then marked ones, newest first.
    func resources(
        _ kind: ResourceKind, named name: String, owner: ResourceID?
    ) async throws(StoreError) -> [Resource]

    /// One page, newest first, and the total when asked for, from one snapshot.
    func page(_ query: ListQuery) async throws(StoreError) -> ListPage

    /// How the page would be looked for, as the storage says it to people; nothing is read.
    func plan(_ query: ListQuery) async throws(StoreError) -> String

    /// The resources of `kind` with these ids, marked ones included, in no order; an id without a resource has none.
    func resources(_ kind: ResourceKind, ids: [ResourceID]) async throws(StoreError) -> [Resource]

    /// Gives all resources of a list to `body`, in parts of at most `query.limit` and in the list's order, from one
    /// snapshot; the next part is read once `body` has returned.
    ///
    /// - Returns: What tells the snapshot from all others of all databases.
    func stream(
        _ query: ListQuery, _ body: ([Resource]) async throws(ServiceError) -> Void
    ) async throws(ServiceError) -> String

    /// A cluster, its node pools as `query` asks for them, and the reports about all of them, from one snapshot; nil
    /// when there is no such cluster.
    func tree(_ cluster: ResourceID, nodePools query: ListQuery) async throws(StoreError) -> StoredTree?

    /// All reports about a resource, ordered by adapter; nil when there is no such resource.
    func adapterStatuses(_ kind: ResourceKind, id: ResourceID) async throws(StoreError) -> [AdapterStatus]?

    /// A resource, what one adapter last reported about it, and the database's clock, from one snapshot and without a
    /// lock; nil when there is no such resource.
    func reported(
        _ kind: ResourceKind, id: ResourceID, by adapter: String
    ) async throws(StoreError) -> ReportedResource?

    /// Stores a new resource with its labels.
    ///
    /// A node pool's owner is locked against a delete first and must be there and unmarked.
    /// Where there is a claim, its key is taken in the same transaction, before anything else; `keyTaken` when an
    /// earlier call has it.
    func insert(_ resource: Resource, claim: IdempotencyClaim?) async throws(StoreError) -> InsertOutcome

    /// The same, and nothing of it is kept.
    func rehearseInsert(_ resource: Resource) async throws(StoreError) -> InsertOutcome

    /// What is kept of the call that took this claim's key; nil when none did.
    func record(of claim: IdempotencyClaim) async throws(StoreError) -> IdempotencyRecord?

    /// What a force delete of this resource removed; nil when there was none.
    func forceDeletion(of id: ResourceID) async throws(StoreError) -> ForceDeletion?

    /// Runs `body` as one transaction; nothing of it is kept when it throws, and nothing with `.rollback`.
    ///
    /// `body` runs again from the start when the database asks for it (serialization failure, deadlock), so it must
    /// have no effect but through the transaction. At most one transaction of this process works on `id` at a time.
    func withTransaction<Result: Sendable>(
        on id: ResourceID, end: TransactionEnd,
        _ body: @Sendable (any StoreTransaction) async throws(ServiceError) -> Result
    ) async throws(ServiceError) -> Result

    /// Has a sweep under these settings begin anew, unless one is under way or done already.
    func beginSweep(settingsHash: String) async throws(StoreError)

    /// Runs `body` with the next resources of a sweep, node pools before clusters, each in the order of their ids, and
    /// remembers how far it came, so that any server can go on from there.
    ///
    /// One server at a time does it; resources that `body` was given are given again when it throws.
    func sweepStep(
        settingsHash: String, limit: Int,
        _ body: @Sendable (ResourceKind, [ResourceID]) async throws(ServiceError) -> Void
    ) async throws(ServiceError) -> SweepStep

    /// The key that page tokens are sealed with: made once by `migrate`, the same for every server.
    func pageTokenKey() async throws(StoreError) -> PageTokenKey

    /// Whether the database answers, now.
    func check() async throws(StoreError)
}

/// What became of an insert.
package enum InsertOutcome: Sendable {
    case inserted
    /// The owner does not exist.
    case ownerMissing
    /// The owner is marked for deletion.
    case ownerMarked
}

/// How a transaction ends when its body has returned.
package enum TransactionEnd: Sendable {
    case commit
    /// Its writes are carried out, so that the database checks them, and taken back.
    case rollback
}

extension Store {
    /// Stores a new resource that no key stands for.
    package func insert(_ resource: Resource) async throws(StoreError) -> InsertOutcome {
        try await insert(resource, claim: nil)
    }

    /// Runs `body` as one transaction that is committed.
    package func withTransaction<Result: Sendable>(
        on id: ResourceID,
        _ body: @Sendable (any StoreTransaction) async throws(ServiceError) -> Result
    ) async throws(ServiceError) -> Result {
        try await withTransaction(on: id, end: .commit, body)
    }
}
