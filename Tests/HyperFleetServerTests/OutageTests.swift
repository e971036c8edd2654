import HyperFleetClient
import HyperFleetServer
import HyperFleetTesting
import Logging
import TestSupport
import Testing

/// What calls get while the database is away, and what a stop does to calls that run.
@Suite("Outages and stops", .serialized)
struct OutageTests {
    @Test("Without its database a server answers UNAVAILABLE, and recovers by itself")
    func databaseGoesAway() async throws {
        let cluster = try DurableCluster()
        defer { cluster.remove() }
        var settings = try await ServerSettings(
            flags: ["database.url": cluster.connectionString, "server.listen": "127.0.0.1:0"], requiring: [.database])
        settings.clusterAdapters = []
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await MigrateOperation(settings: settings, logger: logger).run()
        try await FleetServer(settings: settings, logger: logger).whileServing { addresses in
            try await withHyperFleetClient(address: addresses[0]) { client in
                let made = try await client.clusters.create(name: "before", spec: bytes("{}"))
                try cluster.stop()
                try await waitUntil("a get is UNAVAILABLE") {
                    do throws(RPCError) {
                        _ = try await client.clusters.get(.id(made.id))
                        return false
                    } catch {
                        return error.code == .unavailable
                    }
                }
                let error = await #expect(throws: RPCError.self) {
                    try await client.clusters.create(name: "during", spec: bytes("{}"))
                }
                #expect(error?.code == .unavailable)
                #expect(error?.reason == ErrorReason.unavailable.rawValue)
                let health = try await client.health.check()
                #expect(!health.isServing && !health.message.isEmpty)

                try cluster.start()
                try await waitUntil("a get works again") {
                    (try? await client.clusters.get(.id(made.id)).name) == "before"
                }
                _ = try await client.clusters.create(name: "after", spec: bytes("{}"))
                let answer = try await client.health.check()
                #expect(answer.isServing)
            }
        }
    }

    @Test("A graceful stop finishes the calls that run")
    func gracefulStop() async throws {
        let database = try TestPostgres.shared.makeDatabase()
        let settings = try await ServerSettings(
            flags: ["database.url": database.connectionString, "server.listen": "127.0.0.1:0"],
            requiring: [.database])
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await MigrateOperation(settings: settings, logger: logger).run()
        let server = FleetServer(settings: settings, logger: logger)
        let (stop, stopping) = AsyncStream.makeStream(of: Void.self)
        async let serving: Void = server.whileServing { _ in for await _ in stop {} }
        let address = try await server.boundAddresses[0]
        try await withHyperFleetClient(address: address) { client in
            let made = try await client.clusters.create(name: "production", spec: bytes("{}"))
            let psql = try PsqlSession(database.connectionString)
            try await psql.run("BEGIN; SELECT id FROM clusters FOR UPDATE;")
            async let update = client.clusters.update(.id(made.id), spec: bytes(#"{"a": 1}"#))
            try await waitUntil("the update waits for the row") {
                try database.execute("SELECT count(*) FROM pg_locks WHERE NOT granted") != "0\n"
            }
            stopping.finish()
            try await waitUntil("no new call is taken") { await !Self.answers(address) }
            try await psql.run("COMMIT;")
            try await psql.close()
            let answer = try await update
            #expect(answer.changed && answer.resource.generation == 2)
        }
        try await serving
    }

    /// Whether a new client gets an answer.
    private static func answers(_ address: RPCAddress) async -> Bool {
        do {
            return try await withHyperFleetClient(address: address) { client in
                try await client.health.check(options: CallOptions(timeout: .milliseconds(300))).isServing
            }
        } catch {
            return false
        }
    }
}
