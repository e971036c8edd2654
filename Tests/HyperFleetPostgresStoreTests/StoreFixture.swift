import HyperFleetPostgresStore
import Logging
import PostgresDriver
import TestSupport
import Testing

/// A store over a database of one's own, migrated, with its lanes running.
struct StoreFixture: Sendable {
    let test: TestDatabase
    let database: PostgresDatabase
    let store: PostgresStore

    /// Says nothing.
    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs `body`, and expects that it has left no label and no report without an owner.
    static func with(
        writers: Int = 2, transactions: Int = 4, _ body: @Sendable (StoreFixture) async throws -> Void
    ) async throws {
        let test = try TestPostgres.shared.makeDatabase()
        defer { test.close() }
        var configuration = PostgresConfiguration(connectionString: test.connectionString)
        configuration.readers = 1
        configuration.searchers = 1
        configuration.writers = writers
        configuration.transactions = transactions
        configuration.acquireTimeout = .seconds(60)
        let database = try PostgresDatabase(configuration: configuration, logger: logger)
        _ = try await Migrator(database: database, logger: logger).apply()
        let store = PostgresStore(database: database, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await database.run() }
            try await body(StoreFixture(test: test, database: database, store: store))
            let orphans = try await store.orphans()
            #expect(orphans.isClean, "\(orphans)")
            group.cancelAll()
        }
    }

    /// A whole number that psql reads.
    func count(_ sql: String) throws -> Int {
        let text = try test.execute(sql).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return try #require(Int(text), "\(sql) gave '\(text)'")
    }
}
