internal import Foundation
internal import PostgresDriver
internal import PrivatePostgres
internal import Synchronization
internal import TestSupport
internal import Testing

/// The database goes away, and comes back.
@Suite struct OutageTests {
    @Test func callsFailSoonAndRecoverByThemselves() async throws {
        let folders = try Folders()
        defer { folders.remove() }
        let options = PrivatePostgresOptions.durable(dataFolder: folders.data, socketFolder: folders.socket)
        var cluster = try PostgresServer.start(options, logger: quietLogger)
        defer { try? cluster.remove() }
        let configuration = PostgresConfiguration(connectionString: cluster.connectionString)
        let database = try PostgresDatabase(configuration: configuration, logger: quietLogger)
        let running = cluster
        cluster = try await PostgresDriverTests.running(database) {
            #expect(try await database.read(EchoInteger(value: 1)) == [1])
            try running.stop()
            #expect(!running.isRunning)
            let clock = ContinuousClock()
            let start = clock.now
            // The first call may still find the connection that has just been cut.
            var kinds: [PostgresError.Kind] = []
            for _ in 0..<5 {
                let error = await postgresError { _ = try await database.read(EchoInteger(value: 2)) }
                kinds.append(try #require(error?.kind))
                let write = await postgresError { _ = try await database.write(PostgresSegment(BackendProcess())) }
                #expect(write?.kind == .unavailable)
                let transaction = await postgresError {
                    try await database.withTransaction { _ = try await $0.execute(PostgresSegment(BackendProcess())) }
                }
                #expect(transaction?.kind == .unavailable)
            }
            #expect(kinds.allSatisfy { $0 == .unavailable })
            // 15 calls; each within about a second, and a busy machine gets its share.
            #expect(clock.now - start < .seconds(30))

            let again = try PostgresServer.start(options, logger: quietLogger)
            try await waitUntil("reads recover") {
                await postgresError { _ = try await database.read(EchoInteger(value: 3)) } == nil
            }
            try await waitUntil("writes recover") {
                await postgresError { _ = try await database.write(PostgresSegment(BackendProcess())) } == nil
            }
            return again
        }
    }

    @Test func startWaitsAndSaysSo() async throws {
        let folders = try Folders()
        defer { folders.remove() }
        let options = PrivatePostgresOptions.durable(dataFolder: folders.data, socketFolder: folders.socket)
        let said = Lines()
        let configuration = PostgresConfiguration(
            connectionString: "host='\(folders.socket)' user=hyperfleet password=hunter2 dbname=postgres")
        let database = try PostgresDatabase(configuration: configuration, logger: quietLogger)
        let cluster = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await database.waitUntilReachable { said.append($0) }
            }
            try await waitUntil("it says that it waits") { !said.all.isEmpty }
            let cluster = try PostgresServer.start(options, logger: quietLogger)
            try await group.waitForAll()
            return cluster
        }
        defer { try? cluster.remove() }
        let lines = said.all
        #expect(lines.allSatisfy { $0.contains("waiting for the database") && $0.contains("dbname=postgres") })
        #expect(lines.allSatisfy { !$0.contains("hunter2") })
    }

    @Test func aDatabaseThatDoesNotExistIsSaid() async throws {
        try await withDatabase { database, test in
            let missing = PostgresConfiguration(
                connectionString: test.connectionString + " dbname=missing")
            let database = try PostgresDatabase(configuration: missing, logger: quietLogger)
            try await running(database) {
                let error = await postgresError { _ = try await database.read(EchoInteger(value: 1)) }
                #expect(error?.kind == .unavailable)
                #expect(error?.detail.contains("\"missing\" does not exist") == true)
            }
        }
    }

    @Test func afterTheEndCallsAreRefused() async throws {
        let database = try await withDatabase { database, _ in database }
        let error = await postgresError { _ = try await database.read(EchoInteger(value: 1)) }
        #expect(error?.kind == .unavailable)
        #expect(database.counters().connected == 0)
    }

    /// A read-only PostgreSQL, as a primary that was demoted, is left by all connections.
    @Test func aReadOnlyPostgreSQLIsLeft() async throws {
        try await withDatabase(itemsTable, configure: { $0.writers = 2 }) { database, test in
            _ = try await database.write(PostgresSegment(InsertItem(id: 1)))
            let before = database.counters().connects
            struct MakeReadOnly: PostgresStatement {
                typealias Row = Void
                static let name = "make_read_only"
                static let sql = "SET default_transaction_read_only = on"
            }
            _ = try await database.write(PostgresSegment(MakeReadOnly()))
            let errors = try await withThrowingTaskGroup(of: PostgresError?.self) { group in
                for id in 2..<6 {
                    group.addTask {
                        await postgresError { _ = try await database.write(PostgresSegment(InsertItem(id: Int64(id)))) }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let failed = errors.compactMap { $0 }
            #expect(failed.allSatisfy { $0.kind == .unavailable })
            for id in Int64(10)..<20 {
                if await postgresError({ _ = try await database.write(PostgresSegment(InsertItem(id: id))) }) == nil {
                    continue
                }
                _ = try await database.write(PostgresSegment(InsertItem(id: id)))
            }
            // Reads too are on new connections.
            _ = try await database.read(CountItems())
            #expect(database.counters().connects > before)
        }
    }
}

/// Lines that somebody said.
private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func append(_ line: String) { lines.withLock { $0.append(line) } }
}
