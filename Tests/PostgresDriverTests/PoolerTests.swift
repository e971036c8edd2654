internal import Glibc
internal import PostgresDriver
internal import PrivatePostgres
internal import TestSupport
internal import Testing

/// Behind PgBouncer in transaction mode, where no session is one's own.
@Suite("Behind a pooler in transaction mode", .timeLimit(.minutes(5)))
struct PoolerTests {
    /// Runs `body` with a driver without own sessions, over a pool of few connections, and a table of items.
    private func withPooler(
        poolSize: Int = 3, configure: (inout PostgresConfiguration) -> Void = { _ in },
        _ body: @Sendable (PostgresDatabase, TestDatabase, PgBouncer) async throws -> Void
    ) async throws {
        try await TestPostgres.shared.withDatabase { test in
            try test.execute("CREATE TABLE items (id int8 PRIMARY KEY, name text)")
            let pooler = try PgBouncer(
                before: TestPostgres.shared.cluster(), mode: .transaction, poolSize: poolSize)
            defer { pooler.stop() }
            var configuration = PostgresConfiguration(
                connectionString: pooler.connectionString(database: test.name))
            configuration.hasOwnSessions = false
            configuration.writers = 4
            configuration.transactions = 4
            // A busy machine must not fail a test by a timeout that the test is not about.
            configuration.readTimeout = .seconds(30)
            configuration.acquireTimeout = .seconds(60)
            configuration.writeTimeout = .seconds(60)
            configuration.transactionTimeout = .seconds(60)
            configuration.idleInTransactionTimeout = .seconds(60)
            configuration.writeLockTimeout = .seconds(10)
            configure(&configuration)
            let database = try PostgresDatabase(configuration: configuration, logger: quietLogger)
            try await running(database) { try await body(database, test, pooler) }
        }
    }

    @Test("Reads, writes, transactions and their errors are what they are without one, many at once")
    func everything() async throws {
        try await withPooler { database, test, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in Int64(0)..<40 {
                    group.addTask {
                        _ = try await database.write(PostgresSegment(InsertItem(id: id)))
                        #expect(try await database.read(EchoInteger(value: id)) == [id])
                        #expect(try await database.search(EchoInteger(value: id)) == [id])
                        let error = await postgresError { _ = try await database.read(Divide(by: 0)) }
                        #expect(error?.sqlState == "22012")
                        let twice = await postgresError {
                            var segment = PostgresSegment(InsertItem(id: id + 1_000))
                            segment.append(InsertItem(id: id))
                            _ = try await database.write(segment)
                        }
                        #expect(twice?.sqlState == "23505")
                        try await database.withTransaction { transaction in
                            _ = try await transaction.execute(PostgresSegment(InsertItem(id: id + 2_000)))
                            _ = try await transaction.execute(PostgresSegment(InsertItem(id: id + 3_000)))
                        }
                        let undone = await postgresError {
                            try await database.withTransaction { transaction in
                                _ = try await transaction.execute(PostgresSegment(InsertItem(id: id + 4_000)))
                                _ = try await transaction.execute(PostgresSegment(InsertItem(id: id)))
                            }
                        }
                        #expect(undone?.sqlState == "23505")
                    }
                }
                try await group.waitForAll()
            }
            #expect(try test.execute("SELECT count(*), max(id) FROM items") == "120|3039\n")
        }
    }

    @Test("Limits hold in each transaction, and neither they nor prepared statements stay in a session that is shared")
    func limits() async throws {
        try await withPooler(poolSize: 1) { configuration in
            configuration.readTimeout = .milliseconds(300)
            configuration.transactionTimeout = .milliseconds(300)
            configuration.writeLockTimeout = .milliseconds(50)
        } _: { database, test, pooler in
            let read = await postgresError { _ = try await database.read(Sleep(seconds: 60)) }
            #expect(read?.kind == .timedOut)
            let transaction = await postgresError {
                try await database.withTransaction { transaction in
                    _ = try await transaction.execute(PostgresSegment(InsertItem(id: 1)))
                    _ = try await transaction.execute(PostgresSegment(Sleep(seconds: 60)))
                }
            }
            #expect(transaction?.kind == .timedOut)
            let direct = try PostgresDatabase(
                configuration: PostgresConfiguration(connectionString: test.connectionString), logger: quietLogger)
            try await direct.withDedicatedConnection { session in
                try await session.execute("SELECT pg_advisory_lock(1)")
                let locked = await postgresError { _ = try await database.write(PostgresSegment(AwaitLock(key: 1))) }
                #expect(locked?.isLockTimeout == true)
            }

            // The one session of the pool, as the next one gets it.
            let other = try PostgresDatabase(
                configuration: PostgresConfiguration(connectionString: pooler.connectionString(database: test.name)),
                logger: quietLogger)
            let kept = try await other.withDedicatedConnection(isOwnSession: false) { try await $0.query(Kept()) }
            #expect(kept == ["statement_timeout 0, lock_timeout 0, prepared 0"])
            #expect(try test.execute("SELECT count(*) FROM items") == "0\n")
        }
    }

    /// By SIGTERM PostgreSQL says goodbye; by SIGKILL it says nothing, and all others end with that one.
    @Test(
        "Server processes that are killed behind it lose no answered write, and make none by half",
        arguments: [SIGTERM, SIGKILL])
    func killed(signal: Int32) async throws {
        let folders = try Folders()
        defer { folders.remove() }
        let cluster = try PostgresServer.start(
            .durable(dataFolder: folders.data, socketFolder: folders.socket), logger: quietLogger)
        defer { try? cluster.remove() }
        _ = try cluster.execute("CREATE TABLE items (id int8 PRIMARY KEY, name text)")
        let pooler = try PgBouncer(before: cluster, mode: .transaction, poolSize: 3)
        defer { pooler.stop() }
        var configuration = PostgresConfiguration(connectionString: pooler.connectionString(database: "postgres"))
        configuration.hasOwnSessions = false
        configuration.writers = 4
        let database = try PostgresDatabase(configuration: configuration, logger: quietLogger)
        try await running(database) {
            var outcomes: [(Int64, PostgresError?)] = []
            for round in Int64(0)..<4 {
                outcomes += try await Self.write(round * 100..<round * 100 + 50, database) {
                    let processes = try await Self.answer(
                        cluster,
                        "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' "
                            + "AND pid <> pg_backend_pid()")
                    let all = processes.split(separator: "\n").compactMap { pid_t($0) }
                    for process in signal == SIGKILL ? Array(all.prefix(1)) : all { kill(process, signal) }
                }
                try await waitUntil("writes work again") {
                    await postgresError { _ = try await database.write(PostgresSegment(BackendProcess())) } == nil
                }
            }
            let ids = try await Self.answer(cluster, "SELECT id FROM items")
            let stored = Set(ids.split(separator: "\n").compactMap { Int64($0) })
            for (id, error) in outcomes {
                let isStored = stored.contains(id)
                #expect(isStored == stored.contains(id + 1_000_000), "\(id)")
                switch error?.kind {
                case nil: #expect(isStored, "answered, and lost: \(id)")
                case .unavailable, .connectionLost(processed: .no): #expect(!isStored, "\(id)")
                case .connectionLost(processed: .maybe): break
                case _: Issue.record("\(id): \(String(describing: error))")
                }
            }
        }
    }

    /// What psql answers, as soon as PostgreSQL has recovered.
    private static func answer(_ cluster: PostgresServer, _ sql: String) async throws -> String {
        try await eventually("psql answers") { try? cluster.execute(sql) }
    }

    /// Writes two items for each of `ids`, all at once, and runs `harm` when ten are answered.
    private static func write(
        _ ids: Range<Int64>, _ database: PostgresDatabase, harm: () async throws -> Void
    ) async throws -> [(Int64, PostgresError?)] {
        try await withThrowingTaskGroup(of: (Int64, PostgresError?).self) { group in
            for id in ids {
                group.addTask {
                    let error = await postgresError {
                        var segment = PostgresSegment(InsertItem(id: id))
                        segment.append(InsertItem(id: id + 1_000_000))
                        _ = try await database.write(segment)
                    }
                    return (id, error)
                }
            }
            var outcomes: [(Int64, PostgresError?)] = []
            for try await outcome in group {
                outcomes.append(outcome)
                if outcomes.count == 10 { try await harm() }
            }
            return outcomes
        }
    }

    @Test("A cancelled transaction is cancelled in PostgreSQL, and its connection goes on")
    func cancelled() async throws {
        try await withPooler { database, test, _ in
            let error = try await cancelOnce(test, runs: "pg_sleep") {
                try await database.withTransaction { transaction in
                    _ = try await transaction.execute(PostgresSegment(Sleep(seconds: 60)))
                }
            }
            #expect(error?.kind == .cancelled)
            #expect(try sleepers(test) == 0)
            try await database.withTransaction { transaction in
                _ = try await transaction.execute(PostgresSegment(InsertItem(id: 1)))
            }
            #expect(try test.execute("SELECT count(*) FROM items") == "1\n")
        }
    }
}

/// What the session at hand has kept from others.
private struct Kept: PostgresStatement {
    static let name = "kept"
    static let sql = """
        SELECT format('statement_timeout %s, lock_timeout %s, prepared %s', current_setting('statement_timeout'), \
        current_setting('lock_timeout'), (SELECT count(*) FROM pg_prepared_statements WHERE name <> ''))
        """
    static func decode(_ row: PostgresRow) throws(PostgresError) -> String { try row.text(0) }
}
