internal import HyperFleetModel
package import HyperFleetService
package import Logging
package import PostgresDriver

/// The fleet in PostgreSQL.
///
/// Reads by key take the reader lane, lists the search lane, creates the write lane, and all that decides between its
/// statements the transaction lane. The schema is `Migrator`'s; a server checks it before it makes a store.
package struct PostgresStore: Store {
    let database: PostgresDatabase
    let logger: Logger
    let turns: ResourceTurns
    let clusterReads: GroupedReads<FoundResource>
    let nodePoolReads: GroupedReads<FoundResource>
    /// For metrics and tests: zero as long as no two transactions got into each other's way.
    package let conflicts = ConflictCount()

    /// A store over a database whose lanes someone else runs.
    ///
    /// - Parameter maxWaiting: How many writes may wait for their resource's turn, over all resources, and how many
    ///   reads of each kind for those under way; past it they are refused as `overloaded`.
    package init(database: PostgresDatabase, maxWaiting: Int = 4_096, logger: Logger) {
        self.database = database
        self.logger = logger
        self.turns = ResourceTurns(maxWaiting: maxWaiting)
        self.clusterReads = GroupedReads(maxWaiting: maxWaiting)
        self.nodePoolReads = GroupedReads(maxWaiting: maxWaiting)
    }

    package func pageTokenKey() async throws(StoreError) -> PageTokenKey {
        guard let text = try await read(SelectSetting(key: SettingsSQL.pageTokenKey)).first else {
            throw .failure("settings holds no page token key: run migrate")
        }
        guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
            let low = UInt64(text.suffix(16), radix: 16)
        else { throw .failure("the page token key in settings is not 32 hexadecimal digits") }
        return PageTokenKey(high: high, low: low)
    }

    package func check() async throws(StoreError) {
        _ = try await read(SelectOne())
    }

    /// Labels and reports without an owner, of which there should never be any; reads all of both.
    package func orphans() async throws(StoreError) -> OrphanCounts {
        try await search(CountOrphans()).first ?? OrphanCounts(labels: 0, adapterStatuses: 0)
    }

    /// Removes idempotency keys that are too old or too many, oldest first; nothing while another server does it.
    ///
    /// - Returns: How many were removed, at most `batchSize`.
    package func removeOldKeys(
        maximumAge: Duration, maximumCount: Int, batchSize: Int
    ) async throws(StoreError) -> Int {
        let age = maximumAge.components.seconds * 1_000_000 + maximumAge.components.attoseconds / 1_000_000_000_000
        let statement = DeleteOldIdempotencyKeys(
            maximumAge: age, maximumCount: Int64(maximumCount), batchSize: Int64(batchSize))
        do throws(PostgresError) {
            var segment = PostgresSegment()
            let removed = segment.append(statement)
            return Int(try await database.write(segment).rows(removed).first ?? 0)
        } catch {
            throw StoreError(error)
        }
    }
}

extension PostgresStore {
    /// Runs a read by key, again where a change of the schema made its plan stale.
    func read<Statement: PostgresStatement>(_ statement: Statement) async throws(StoreError) -> [Statement.Row] {
        try await repeatingStalePlan { () async throws(PostgresError) in try await database.read(statement) }
    }

    /// Runs a list, again where a change of the schema made its plan stale.
    func search<Statement: PostgresStatement>(_ statement: Statement) async throws(StoreError) -> [Statement.Row] {
        try await repeatingStalePlan { () async throws(PostgresError) in try await database.search(statement) }
    }

    /// Runs a list whose text was made for this call.
    func search<Statement: PostgresComposedStatement>(
        composed statement: Statement
    ) async throws(StoreError) -> [Statement.Row] {
        do throws(PostgresError) {
            return try await database.search(composed: statement)
        } catch {
            throw StoreError(error)
        }
    }

    private func repeatingStalePlan<Value>(
        _ operation: () async throws(PostgresError) -> Value
    ) async throws(StoreError) -> Value {
        do throws(PostgresError) {
            return try await operation()
        } catch {
            guard error.isStalePlan else { throw StoreError(error) }
        }
        do throws(PostgresError) {
            return try await operation()
        } catch {
            throw StoreError(error)
        }
    }
}
