import Foundation
import HyperFleetClient
import TestSupport
import Testing

@Suite("SIGHUP reads the settings of the kinds again")
struct KindsReloadTests {
    @Test("All or nothing: good settings are followed by what is stored, bad ones change nothing and are named")
    func reload() async throws {
        let database = try TestPostgres.shared.makeDatabase()
        let migrated = try await ProgramProcess.run(["migrate", "--database-url", database.connectionString])
        #expect(migrated.code == 0, "\(migrated.errors)")
        let schema = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        let config = try ScratchFile("adapters: {cluster: [dns], node-pool: []}\n", name: "hyperfleet.yaml")
        let socket = RPCAddress.unix(path: schema.sibling("s"))
        let server = try ProgramProcess.start([
            "serve", "--config", config.path, "--database-url", database.connectionString, "--schema", schema.path,
            "--listen", socket.description, "--log-format", "text",
        ])
        _ = try await server.errorLine(with: "serving")
        try await withHyperFleetClient(address: socket) { client in
            let made = try await client.clusters.create(name: "production", spec: bytes(#"{"region": "eu"}"#))
            #expect(made.conditions[0].status == false)
            let before = try await client.health.check().kindsHash
            #expect(before.count == 16)

            try write("adapters: {cluster: [dns, Dns, dns], node-pool: []}\n", to: config)
            server.signal(SIGHUP)
            let line = try await server.errorLine(with: "the former settings of the kinds stay in force")
            #expect(line.contains("Dns"), "\(line)")
            #expect(try await client.health.check().kindsHash == before)

            try write("adapters: {cluster: [], node-pool: []}\ndeletes: {node-pools: restrict}\n", to: config)
            server.signal(SIGHUP)
            try await waitUntil("the stored cluster follows") {
                try await client.clusters.get(.id(made.id)).conditions[0].status
            }
            #expect(try await client.health.check().kindsHash != before)
            _ = try await client.nodePools.create(in: .id(made.id), name: "workers", spec: bytes(#"{"replicas": 1}"#))
            let refusal = await #expect(throws: RPCError.self) { try await client.clusters.delete(.id(made.id)) }
            #expect(refusal?.code == .failedPrecondition)
        }
        server.signal(SIGTERM)
        #expect(try await server.ending().code == 0)
    }

    private func write(_ text: String, to file: ScratchFile) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file.path), options: .atomic)
    }
}
