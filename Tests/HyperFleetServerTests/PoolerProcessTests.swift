import Foundation
import Glibc
import HyperFleetClient
import TestSupport
import Testing

/// `hyperfleet-api` where PgBouncer stands between it and PostgreSQL.
@Suite("The server program behind a pooler")
struct PoolerProcessTests {
    @Test("A pooler in transaction mode that the settings know nothing of stops the start, and migrations")
    func refused() async throws {
        try await withPooler(.transaction) { database, pooler, arguments in
            let url = pooler.connectionString(database: database.name)
            let before = try database.execute("SELECT count(*) FROM pg_class")
            let migration = try await ProgramProcess.run(["migrate", "--database-url", url])
            #expect(migration.code == 6, "\(migration.errors)")
            #expect(migration.errors.contains("give migrate the address of PostgreSQL itself"), "\(migration.errors)")
            #expect(try database.execute("SELECT count(*) FROM pg_class") == before)
            try await Self.migrate(database)
            let serving = try await ProgramProcess.run(arguments)
            #expect(serving.code == 2, "\(serving.errors)")
            #expect(serving.errors.contains("set database.prepared-statements to false"), "\(serving.errors)")
        }
    }

    @Test("Behind a pooler in session mode nothing needs to be set")
    func sessionMode() async throws {
        try await withPooler(.session) { database, _, arguments in
            try await Self.migrate(database)
            try await Self.serveAndCall(arguments, database)
        }
    }

    @Test("Without prepared statements all calls work behind a pooler in transaction mode")
    func transactionMode() async throws {
        try await withPooler(.transaction) { database, _, arguments in
            try await Self.migrate(database)
            try await Self.serveAndCall(arguments + ["--database-prepared-statements", "false"], database)
        }
    }

    @Test("Another isolation than READ COMMITTED by default stops a start without prepared statements")
    func isolation() async throws {
        try await withPooler(.transaction) { database, _, arguments in
            try database.execute(
                "ALTER DATABASE \(database.name) SET default_transaction_isolation TO 'serializable'")
            try await Self.migrate(database)
            let serving = try await ProgramProcess.run(arguments + ["--database-prepared-statements", "false"])
            #expect(serving.code == 2, "\(serving.errors)")
            #expect(serving.errors.contains("default_transaction_isolation is 'serializable'"), "\(serving.errors)")
        }
    }

    /// Runs `body` with an empty database, a pooler and the arguments of a server that reaches the one by the other.
    private func withPooler(
        _ mode: PgBouncer.PoolMode, _ body: (TestDatabase, PgBouncer, [String]) async throws -> Void
    ) async throws {
        try await TestPostgres.shared.withDatabase { database in
            let size = mode == .session ? 50 : 3
            let pooler = try PgBouncer(before: TestPostgres.shared.cluster(), mode: mode, poolSize: size)
            defer { pooler.stop() }
            let scratch = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
            let arguments = [
                "serve", "--database-url", pooler.connectionString(database: database.name), "--schema", scratch.path,
                "--listen", "unix:\(scratch.sibling("s"))",
            ]
            try await body(database, pooler, arguments)
        }
    }

    private static func migrate(_ database: TestDatabase) async throws {
        let ending = try await ProgramProcess.run(["migrate", "--database-url", database.connectionString])
        #expect(ending.code == 0, "\(ending.errors)")
    }

    /// Starts a server, makes, changes, reports on, lists and deletes clusters by many callers at once, and stops it.
    private static func serveAndCall(_ arguments: [String], _ database: TestDatabase) async throws {
        let server = try ProgramProcess.start(arguments)
        _ = try await server.errorLine(with: "serving")
        let listen = try #require(arguments.last { $0.hasPrefix("unix:") })
        let address = try #require(RPCAddress(listen))
        try await withHyperFleetClient(address: address) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<12 {
                    group.addTask { try await live(number, client) }
                }
                try await group.waitForAll()
            }
            var names: Set<String> = []
            for try await resource in client.clusters.list(pageSize: 5) { names.insert(resource.name) }
            #expect(names == Set((0..<12).map { "c-\($0)" }))
            for name in names {
                _ = try await client.clusters.delete(.name(name, owner: nil))
            }
        }
        #expect(try database.execute("SELECT count(*), sum(generation) FROM clusters") == "12|48\n")
        server.signal(SIGTERM)
        let ending = try await server.ending()
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(!ending.errors.contains("ERROR"), "\(ending.errors)")
    }

    /// Makes a cluster and changes it twice; beside that an attempt that is refused.
    private static func live(_ number: Int, _ client: FleetClient) async throws {
        let made = try await client.clusters.create(name: "c-\(number)", spec: bytes(#"{"region": "eu"}"#))
        for region in ["us", "eu"] {
            let answer = try await client.clusters.update(.id(made.id), spec: bytes(#"{"region": "\#(region)"}"#))
            #expect(answer.changed)
        }
        let taken = await #expect(throws: RPCError.self) {
            try await client.clusters.create(name: "c-\(number)", spec: bytes(#"{"region": "eu"}"#))
        }
        #expect(taken?.code == .alreadyExists)
        #expect(try await client.clusters.get(.id(made.id)).generation == 3)
    }
}
