import HyperFleetModel
import HyperFleetService

/// A store that fails at everything: what a call answers when the storage does.
struct BrokenStore: Store {
    var error = StoreError.failure("broken on purpose")

    func resource(_ kind: ResourceKind, id: ResourceID) async throws(StoreError) -> Resource? { throw error }

    func resources(
        _ kind: ResourceKind, named name: String, owner: ResourceID?
    ) async throws(StoreError) -> [Resource] { throw error }

    func page(_ query: ListQuery) async throws(StoreError) -> ListPage { throw error }

    func plan(_ query: ListQuery) async throws(StoreError) -> String { throw error }

    func resources(_ kind: ResourceKind, ids: [ResourceID]) async throws(StoreError) -> [Resource] { throw error }

    func stream(
        _ query: ListQuery, _ body: nonisolated(nonsending) ([Resource]) async throws(ServiceError) -> Void
    ) async throws(ServiceError) -> String { throw ServiceError(error) }

    func tree(_ cluster: ResourceID, nodePools query: ListQuery) async throws(StoreError) -> StoredTree? {
        throw error
    }

    func adapterStatuses(_ kind: ResourceKind, id: ResourceID) async throws(StoreError) -> [AdapterStatus]? {
        throw error
    }

    func reported(
        _ kind: ResourceKind, id: ResourceID, by adapter: String
    ) async throws(StoreError) -> ReportedResource? { throw error }

    func insert(
        _ resource: Resource, claim: IdempotencyClaim?
    ) async throws(StoreError) -> InsertOutcome { throw error }

    func rehearseInsert(_ resource: Resource) async throws(StoreError) -> InsertOutcome { throw error }

    func record(of claim: IdempotencyClaim) async throws(StoreError) -> IdempotencyRecord? { throw error }

    func forceDeletion(of id: ResourceID) async throws(StoreError) -> ForceDeletion? { throw error }

    func withTransaction<Result: Sendable>(
        on id: ResourceID, end: TransactionEnd,
        _ body: nonisolated(nonsending) @Sendable (any StoreTransaction) async throws(ServiceError) -> Result
    ) async throws(ServiceError) -> Result { throw ServiceError(error) }

    func beginSweep(settingsHash: String) async throws(StoreError) { throw error }

    func sweepStep(
        settingsHash: String, limit: Int,
        _ body: nonisolated(nonsending) @Sendable (ResourceKind, [ResourceID]) async throws(ServiceError) -> Void
    ) async throws(ServiceError) -> SweepStep { throw ServiceError(error) }

    func pageTokenKey() async throws(StoreError) -> PageTokenKey { throw error }

    func check() async throws(StoreError) { throw error }
}

extension FleetService {
    /// A service whose store fails at everything.
    static func broken(_ error: StoreError = .failure("broken on purpose")) -> FleetService {
        FleetService(
            store: BrokenStore(error: error), schemas: SpecSchemas(), settings: .standard,
            tokenKey: PageTokenKey(high: 1, low: 2))
    }
}
