import Foundation
import Glibc
import HyperFleetClient
import HyperFleetServer
import TestSupport
import Testing

/// `hyperfleet-api serve` as an operator runs it.
@Suite("The server program")
struct ServeProcessTests {
    /// A running server over a database of its own.
    struct Running {
        let process: ChildProcess
        let address: RPCAddress
        let addressFile: String
        let database: TestDatabase
        /// Removed with its files when nobody refers to it.
        let scratch: ScratchFile
    }

    private static func flags(_ database: TestDatabase, _ scratch: ScratchFile) -> [String] {
        [
            "--database-url", database.connectionString, "--schema", scratch.path, "--log-format", "text",
            "--listen", "127.0.0.1:0", "--address-file", scratch.sibling("server"),
        ]
    }

    private static func migrate(_ database: TestDatabase) async throws {
        let ending = try await ProgramProcess.run(["migrate", "--database-url", database.connectionString])
        #expect(ending.code == 0, "\(ending.errors)")
    }

    private static func serve(_ database: TestDatabase, further: [String] = []) async throws -> Running {
        let scratch = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        let process = try ProgramProcess.start(["serve"] + flags(database, scratch) + further)
        _ = try await process.errorLine(with: "serving")
        let file = scratch.sibling("server")
        let line = try #require(try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").first)
        let address = try #require(RPCAddress(String(line)))
        return Running(process: process, address: address, addressFile: file, database: database, scratch: scratch)
    }

    @Test("Migrated and started, it serves; SIGTERM and SIGINT end it with exit code 0", arguments: [SIGTERM, SIGINT])
    func serveAndStop(signal: Int32) async throws {
        let database = try TestPostgres.shared.makeDatabase()
        try await Self.migrate(database)
        let server = try await Self.serve(database)
        try await withHyperFleetClient(address: server.address) { client in
            let made = try await client.clusters.create(name: "production", spec: bytes(#"{"region": "eu"}"#))
            #expect(made.generation == 1)
        }
        server.process.signal(signal)
        let ending = try await server.process.ending()
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(ending.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: server.addressFile))
        #expect(try database.execute("SELECT count(*) FROM clusters") == "1\n")
    }

    @Test("A second signal ends a server whose calls do not end")
    func secondSignal() async throws {
        let database = try TestPostgres.shared.makeDatabase()
        try await Self.migrate(database)
        let server = try await Self.serve(database)
        // One attempt: the server does not come back, and a repeat would wait for it.
        var configuration = FleetClientConfiguration.defaults
        configuration.maximumAttempts = 1
        try await withHyperFleetClient(address: server.address, configuration: configuration) { client in
            let made = try await client.clusters.create(name: "production", spec: bytes(#"{"region": "eu"}"#))
            let psql = try PsqlSession(database.connectionString)
            try await psql.run("BEGIN; SELECT id FROM clusters FOR UPDATE;")
            async let code = Self.codeOfUpdate(of: made.id, by: client)
            try await waitUntil("the update waits for the row") {
                try database.execute("SELECT count(*) FROM pg_locks WHERE NOT granted") != "0\n"
            }
            // Sent by a thread of its own, and again until it is over: a further signal must come while the update still
            // waits for its row, however busy this machine is.
            let process = server.process
            Thread.detachNewThread {
                for _ in 0..<1_000 {
                    process.signal(SIGTERM)
                    usleep(20_000)
                }
            }
            let ending = try await server.process.ending()
            #expect(ending.code == 128 + SIGTERM, "\(ending.errors)")
            try await psql.close()
            #expect(await code == .unavailable)
        }
    }

    private static func codeOfUpdate(of id: ResourceID, by client: FleetClient) async -> StatusCode {
        do throws(RPCError) {
            _ = try await client.clusters.update(.id(id), spec: bytes(#"{"region": "us"}"#))
            return .ok
        } catch {
            return error.code
        }
    }

    @Test("An empty database is refused with the command that helps")
    func unmigrated() async throws {
        let database = try TestPostgres.shared.makeDatabase()
        let scratch = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        let ending = try await ProgramProcess.run(["serve"] + Self.flags(database, scratch))
        #expect(ending.code == 6)
        #expect(ending.errors.contains("hyperfleet-api migrate"))
    }

    @Test("A provider schema that is missing or broken stops the start, and says where")
    func brokenSchemas() async throws {
        let broken = try ScratchFile(
            ExampleSchema.yaml.replacing("type: integer, minimum: 1", with: "type: integr"), name: "broken.yaml")
        let syntax = try ScratchFile("openapi: 3.0.3\ncomponents: [\n", name: "syntax.yaml")
        let cases = [
            ("/nowhere/provider.yaml", "/nowhere/provider.yaml"), (broken.path, "\(broken.path):"),
            (syntax.path, "\(syntax.path):"),
        ]
        for (path, place) in cases {
            let ending = try await ProgramProcess.run(["serve", "--database-url", "dbname=x", "--schema", path])
            #expect(ending.code == 3, "\(ending.errors)")
            #expect(ending.errors.contains(place), "\(ending.errors)")
        }
    }

    @Test("An address that is in use stops the start with a sentence")
    func addressInUse() async throws {
        let database = try TestPostgres.shared.makeDatabase()
        try await Self.migrate(database)
        let first = try await Self.serve(database)
        let second = try await ProgramProcess.run(
            ["serve", "--database-url", database.connectionString, "--schema", first.scratch.path]
                + ["--listen", first.address.description])
        #expect(second.code == 9, "\(second.errors)")
        #expect(second.errors.contains(first.address.description), "\(second.errors)")
        first.process.signal(SIGTERM)
        #expect(try await first.process.ending().code == 0)
    }

    @Test("A database that is away is waited for, and the log says so; SIGTERM ends the wait")
    func databaseAway() async throws {
        let scratch = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        let process = try ProgramProcess.start(
            ["serve", "--database-url", "host=\(scratch.sibling("nowhere")) dbname=x", "--schema", scratch.path]
                + ["--listen", "127.0.0.1:0", "--log-format", "json"])
        let line = try await process.errorLine(with: "waiting for the database")
        #expect(line.hasPrefix("{\"timestamp\":"))
        process.signal(SIGTERM)
        #expect(try await process.ending().code == 0)
    }

    @Test("Killed in the middle of creates and started again, it has every one that it had acknowledged")
    func killedDuringCreates() async throws {
        let cluster = try DurableCluster()
        defer { cluster.remove() }
        let url = cluster.connectionString
        let migrated = try await ProgramProcess.run(["migrate", "--database-url", url])
        #expect(migrated.code == 0, "\(migrated.errors)")
        let scratch = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        let socket = RPCAddress.unix(path: scratch.sibling("s"))
        let arguments = ["serve", "--database-url", url, "--schema", scratch.path, "--listen", socket.description]

        let first = try ProgramProcess.start(arguments)
        _ = try await first.errorLine(with: "serving")
        let acknowledged = try await Self.createUntilKilled(first, at: socket)
        #expect(try await first.ending().code == 128 + SIGKILL)
        #expect(acknowledged.count >= 200)

        let second = try ProgramProcess.start(arguments)
        _ = try await second.errorLine(with: "serving")
        let found = try await withHyperFleetClient(address: socket) { client in
            var found: Set<ResourceID> = []
            for try await resource in client.clusters.list(pageSize: 1_000) { found.insert(resource.id) }
            return found
        }
        #expect(acknowledged.subtracting(found).isEmpty)
        second.signal(SIGTERM)
        #expect(try await second.ending().code == 0)
    }

    @Test(
        "Killed again and again in the middle of writes, each is made once: repeats carry the key of the first attempt")
    func killedDuringKeyedWrites() async throws {
        let cluster = try DurableCluster()
        defer { cluster.remove() }
        let url = cluster.connectionString
        let migrated = try await ProgramProcess.run(["migrate", "--database-url", url])
        #expect(migrated.code == 0, "\(migrated.errors)")
        let scratch = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        let socket = RPCAddress.unix(path: scratch.sibling("s"))
        let arguments = ["serve", "--database-url", url, "--schema", scratch.path, "--listen", socket.description]
        var configuration = FleetClientConfiguration.defaults
        configuration.maximumAttempts = 10
        configuration.timeout = .seconds(60)
        let (workers, updates) = (8, 60)

        var server = try ProgramProcess.start(arguments)
        _ = try await server.errorLine(with: "serving")
        let generations = try await withHyperFleetClient(address: socket, configuration: configuration) { client in
            let (progress, report) = AsyncStream.makeStream(of: Void.self)
            return try await withThrowingTaskGroup(of: Int64.self) { group in
                for worker in 0..<workers {
                    group.addTask {
                        do {
                            return try await Self.updateRepeatedly(worker, count: updates, client) { report.yield() }
                        } catch {
                            // Without this one, the others' progress would never be complete.
                            report.finish()
                            throw error
                        }
                    }
                }
                var done = 0
                for await _ in progress {
                    done += 1
                    if done.isMultiple(of: workers * updates / 4), done < workers * updates {
                        server.signal(SIGKILL)
                        _ = try await server.ending()
                        server = try ProgramProcess.start(arguments)
                    }
                    if done == workers * updates { break }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        // An update that was lost would show here.
        #expect(generations == Array(repeating: Int64(updates + 1), count: workers))
        server.signal(SIGTERM)
        #expect(try await server.ending().code == 0)
    }

    @Test(
        "PostgreSQL or its backends killed again and again in the middle of writes: each is made once, none is half made",
        arguments: DatabaseFault.allCases)
    func databaseFaults(fault: DatabaseFault) async throws {
        let cluster = try DurableCluster()
        defer { cluster.remove() }
        let url = cluster.connectionString
        let migrated = try await ProgramProcess.run(["migrate", "--database-url", url])
        #expect(migrated.code == 0, "\(migrated.errors)")
        let scratch = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        let socket = RPCAddress.unix(path: scratch.sibling("s"))
        let server = try ProgramProcess.start([
            "serve", "--database-url", url, "--schema", scratch.path, "--listen", socket.description,
        ])
        _ = try await server.errorLine(with: "serving")
        let (workers, updates) = (8, 60)

        let generations = try await withHyperFleetClient(address: socket) { client in
            let (progress, report) = AsyncStream.makeStream(of: Void.self)
            return try await withThrowingTaskGroup(of: Int64?.self) { group in
                for worker in 0..<workers {
                    group.addTask { try await Self.updateByKeys(worker, count: updates, client) { report.yield() } }
                }
                group.addTask {
                    var done = 0
                    for await _ in progress {
                        done += 1
                        if done.isMultiple(of: workers * updates / 6), done < workers * updates {
                            try fault.happen(to: cluster)
                        }
                    }
                    return nil
                }
                var generations: [Int64] = []
                while generations.count < workers, let found = try await group.next() {
                    if let found { generations.append(found) }
                }
                report.finish()
                return generations
            }
        }
        // An update that was lost, or made twice, would show here.
        #expect(generations == Array(repeating: Int64(updates + 1), count: workers))
        let stored = try cluster.execute(
            """
            SELECT count(*), sum(generation), sum(resource_version), (SELECT count(*) FROM idempotency_keys)
            FROM clusters
            """)
        // Every answered write has its key, and no other has.
        let writes = workers * (updates + 1)
        #expect(stored.split(separator: "\n").first.map(String.init) == "\(workers)|\(writes)|\(writes)|\(writes)")
        server.signal(SIGTERM)
        #expect(try await server.ending().code == 0)
    }

    /// What befalls PostgreSQL while it works.
    enum DatabaseFault: CaseIterable {
        case backendsEnd
        /// PostgreSQL ends all others by itself then, and recovers.
        case backendCrashes
        /// PostgreSQL stops without a checkpoint, as in a crash, and is started again.
        case immediateStop

        func happen(to cluster: DurableCluster) throws {
            switch self {
            case .backendsEnd: for backend in try cluster.backends().prefix(12) { kill(backend, SIGTERM) }
            case .backendCrashes: for backend in try cluster.backends().prefix(1) { kill(backend, SIGKILL) }
            case .immediateStop:
                try cluster.stopAtOnce()
                try cluster.start()
            }
        }
    }

    /// Creates a cluster and changes it `count` times; what was not answered is asked again under the same key.
    ///
    /// - Returns: Its generation in the end.
    private static func updateByKeys(
        _ worker: Int, count: Int, _ client: FleetClient, _ updated: @Sendable () -> Void
    ) async throws -> Int64 {
        let made = try await repeating("create-\(worker)") { options throws(RPCError) in
            try await client.clusters.create(
                name: "c-\(worker)", spec: bytes(#"{"region": "eu"}"#), options: options)
        }
        for turn in 1...count {
            let region = turn.isMultiple(of: 2) ? "eu" : "us"
            let answer = try await repeating("update-\(worker)-\(turn)") { options throws(RPCError) in
                try await client.clusters.update(
                    .id(made.id), spec: bytes(#"{"region": "\#(region)"}"#), options: options)
            }
            // Made again instead of being found by its key, it would have changed nothing.
            #expect(answer.changed)
            updated()
        }
        return try await repeating("") { _ throws(RPCError) in try await client.clusters.get(.id(made.id)) }.generation
    }

    private static func repeating<Answer>(
        _ key: String, _ call: (CallOptions) async throws(RPCError) -> Answer
    ) async throws -> Answer {
        try await eventually("an answer to \(key)") {
            do throws(RPCError) {
                return try await call(CallOptions(timeout: .seconds(10), idempotencyKey: key.isEmpty ? nil : key))
            } catch {
                guard [.unavailable, .deadlineExceeded, .aborted].contains(error.code) else { throw error }
                return nil
            }
        }
    }

    /// Creates a cluster and changes it `count` times.
    ///
    /// - Returns: Its generation in the end.
    private static func updateRepeatedly(
        _ worker: Int, count: Int, _ client: FleetClient, _ updated: @Sendable () -> Void
    ) async throws -> Int64 {
        let made = try await client.clusters.create(name: "c-\(worker)", spec: bytes(#"{"region": "eu"}"#))
        for turn in 1...count {
            let region = turn.isMultiple(of: 2) ? "eu" : "us"
            let answer = try await client.clusters.update(.id(made.id), spec: bytes(#"{"region": "\#(region)"}"#))
            // Made again instead of being found by its key, it would have changed nothing.
            #expect(answer.changed)
            updated()
        }
        return try await client.clusters.get(.id(made.id)).generation
    }

    /// Creates clusters from eight tasks, kills the server after two hundred of them, and answers those it confirmed.
    private static func createUntilKilled(
        _ process: ChildProcess, at address: RPCAddress
    ) async throws -> Set<ResourceID> {
        let (confirmed, confirming) = AsyncStream.makeStream(of: ResourceID.self)
        // One attempt: the killed server does not come back while this runs.
        var configuration = FleetClientConfiguration.defaults
        configuration.maximumAttempts = 1
        return try await withHyperFleetClient(address: address, configuration: configuration) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<8 {
                    group.addTask {
                        for turn in 0..<100_000 {
                            do throws(RPCError) {
                                let made = try await client.clusters.create(
                                    name: "c-\(worker)-\(turn)", spec: bytes(#"{"region": "eu"}"#))
                                confirming.yield(made.id)
                            } catch {
                                return
                            }
                        }
                    }
                }
                var acknowledged: Set<ResourceID> = []
                for await id in confirmed {
                    acknowledged.insert(id)
                    if acknowledged.count == 200 {
                        process.signal(SIGKILL)
                        break
                    }
                }
                // Those that were confirmed between the two hundredth and the kill.
                try await group.waitForAll()
                confirming.finish()
                for await id in confirmed { acknowledged.insert(id) }
                return acknowledged
            }
        }
    }
}
