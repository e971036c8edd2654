internal import Foundation
internal import PostgresDriver
internal import PrivatePostgres
internal import TestSupport
internal import Testing

/// Between the driver and PostgreSQL something goes wrong: no answered write is lost, no call hangs, and all recovers.
@Suite("Faults between the driver and PostgreSQL")
struct NetworkFaultTests {
    /// Runs `body` with a driver whose connections go through a proxy, and a table of items behind it.
    func withProxy(
        overTCP: Bool = false, configure: (inout PostgresConfiguration) -> Void = { _ in },
        _ body: @Sendable (PostgresDatabase, FaultyProxy, TestDatabase) async throws -> Void
    ) async throws {
        try await TestPostgres.shared.withDatabase { test in
            try test.execute("CREATE TABLE items (id int8 PRIMARY KEY, name text)")
            let folder = "/tmp/hfx-\(UInt32.random(in: 0...UInt32.max))"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let host = try #require(test.connectionString.firstMatch(of: /host=('[^']*'|\S+)/)?.1)
            let target = host.trimmingCharacters(in: ["'"])
            let proxy = try overTCP ? FaultyProxy(overTCPTo: target) : FaultyProxy(in: folder, to: target)
            defer { proxy.close() }
            // The last one given counts.
            var configuration = PostgresConfiguration(connectionString: test.connectionString + " \(proxy.address)")
            configuration.readers = 1
            configuration.searchers = 1
            configuration.writers = 3
            configuration.transactions = 2
            configuration.listers = 1
            configuration.connectTimeout = .seconds(2)
            configure(&configuration)
            let database = try PostgresDatabase(configuration: configuration, logger: quietLogger)
            try await running(database) { try await body(database, proxy, test) }
        }
    }

    private func recover(_ database: PostgresDatabase) async throws {
        try await waitUntil("reads and writes work again") {
            let read = await postgresError { _ = try await database.read(EchoInteger(value: 1)) }
            let write = await postgresError { _ = try await database.write(PostgresSegment(BackendProcess())) }
            return read == nil && write == nil
        }
    }

    @Test("Connections that are cut after any number of bytes lose no answered write, and make none twice")
    func cut() async throws {
        try await withProxy { database, proxy, test in
            try await recover(database)
            var next: Int64 = 0
            for limit in [1, 5, 40, 200, 700, 1_500, 3_000, 6_000] {
                proxy.become(.cuts(after: limit))
                let ids = next..<next + 20
                next = ids.upperBound
                let outcomes = await withTaskGroup(of: (Int64, PostgresError?).self) { group in
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
                    return await group.reduce(into: [(Int64, PostgresError?)]()) { $0.append($1) }
                }
                proxy.become(.passes)
                try await recover(database)
                let stored = Set(
                    try test.execute("SELECT id FROM items").split(separator: "\n").compactMap { Int64($0) })
                for (id, error) in outcomes {
                    let isStored = stored.contains(id)
                    // Both of a segment or none.
                    #expect(isStored == stored.contains(id + 1_000_000), "\(limit) \(id)")
                    switch error?.kind {
                    case nil: #expect(isStored, "answered, and lost: \(limit) \(id)")
                    case .unavailable, .connectionLost(processed: .no): #expect(!isStored, "\(limit) \(id)")
                    case .connectionLost(processed: .maybe): break
                    case _: Issue.record("\(limit) \(id): \(String(describing: error))")
                    }
                }
            }
            #expect(next > 0)
        }
    }

    @Test("A slow network delays calls and breaks nothing")
    func delays() async throws {
        try await withProxy { database, proxy, test in
            proxy.become(.delays(milliseconds: 20))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in Int64(0)..<20 {
                    group.addTask {
                        _ = try await database.write(PostgresSegment(InsertItem(id: id)))
                        #expect(try await database.read(EchoInteger(value: id)) == [id])
                    }
                }
                try await group.waitForAll()
            }
            #expect(try test.execute("SELECT count(*) FROM items") == "20\n")
        }
    }

    @Test("A network that falls silent ends calls by their own limit, and they work once it is back")
    func silence() async throws {
        try await withProxy { configuration in
            configuration.readTimeout = .milliseconds(200)
            configuration.writeTimeout = .milliseconds(200)
            configuration.transactionTimeout = .milliseconds(200)
            configuration.acquireTimeout = .milliseconds(500)
        } _: { database, proxy, test in
            try await recover(database)
            proxy.become(.isSilent)
            let read = await postgresError { _ = try await database.read(EchoInteger(value: 1)) }
            let write = await postgresError { _ = try await database.write(PostgresSegment(InsertItem(id: 1))) }
            let transaction = await postgresError {
                try await database.withTransaction { _ = try await $0.execute(PostgresSegment(InsertItem(id: 2))) }
            }
            for error in [read, write, transaction] {
                switch error?.kind {
                case .unavailable, .timedOut, .connectionLost: break
                case _: Issue.record("\(String(describing: error))")
                }
            }
            proxy.become(.passes)
            try await recover(database)
            // Whether the write arrived is not known, and the transaction has not been committed.
            #expect(try test.execute("SELECT count(*) FROM items WHERE id = 2") == "0\n")
        }
    }

    @Test(
        "A server that takes a connection and says nothing more is given up, and others are tried",
        .timeLimit(.minutes(2)))
    func silenceOnceConnected() async throws {
        try await withProxy { configuration in
            configuration.acquireTimeout = .milliseconds(500)
        } _: { database, proxy, _ in
            proxy.become(.fallsSilentOnceConnected)
            for _ in 0..<3 {
                let read = await postgresError { _ = try await database.read(EchoInteger(value: 1)) }
                #expect(read?.kind == .unavailable)
                let write = await postgresError { _ = try await database.write(PostgresSegment(BackendProcess())) }
                #expect(write?.kind == .unavailable)
            }
            #expect(database.counters().connected == 0)
            // Those that fell silent stay so.
            proxy.become(.passes)
            try await recover(database)
        }
    }

    @Test("A call that is cancelled does not wait for a silent network")
    func cancelledInSilence() async throws {
        try await withProxy { database, proxy, _ in
            try await recover(database)
            proxy.become(.isSilent)
            let (started, start) = AsyncStream.makeStream(of: Void.self)
            let error = await withTaskGroup(of: PostgresError?.self) { group in
                group.addTask {
                    start.yield()
                    return await postgresError { _ = try await database.read(EchoInteger(value: 1)) }
                }
                for await _ in started { break }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(error?.kind == .cancelled)
            proxy.become(.passes)
            try await recover(database)
        }
    }

    @Test("Where PostgreSQL has no connection left, calls are refused as unavailable, and work once there is one")
    func tooManyConnections() async throws {
        let cluster = try PostgresServer.start(.throwaway(maxConnections: 8), logger: quietLogger)
        defer { try? cluster.remove() }
        let holder = try PostgresDatabase(
            configuration: PostgresConfiguration(connectionString: cluster.connectionString), logger: quietLogger)
        var configuration = PostgresConfiguration(connectionString: cluster.connectionString)
        (configuration.readers, configuration.searchers, configuration.writers) = (1, 1, 1)
        (configuration.transactions, configuration.listers) = (1, 1)
        configuration.acquireTimeout = .milliseconds(500)
        let database = try PostgresDatabase(configuration: configuration, logger: quietLogger)
        let (held, hold) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Self.hold(8, of: holder, tell: hold, until: released) }
            for await _ in held { break }
            try await running(database) {
                let error = await postgresError { _ = try await database.read(EchoInteger(value: 1)) }
                #expect(error?.kind == .unavailable)
                #expect(error?.detail.contains("too many clients already") == true, "\(String(describing: error))")
                release.finish()
                try await recover(database)
            }
            try await group.waitForAll()
        }
    }

    /// Holds `count` connections until `released` ends.
    private static func hold(
        _ count: Int, of database: PostgresDatabase, tell: AsyncStream<Void>.Continuation,
        until released: AsyncStream<Void>
    ) async throws {
        guard count > 0 else {
            tell.yield()
            for await _ in released {}
            return
        }
        try await database.withDedicatedConnection { session in
            _ = try await session.query(EchoInteger(value: 1))
            try await hold(count - 1, of: database, tell: tell, until: released)
        }
    }
}
