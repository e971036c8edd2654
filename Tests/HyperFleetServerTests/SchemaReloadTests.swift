import Foundation
import HyperFleetClient
import HyperFleetProto
import TestSupport
import Testing

@Suite("A provider schema that changes is read again")
struct SchemaReloadTests {
    @Test("All or nothing: a good schema holds from then on, a broken one changes nothing and is named")
    func reload() async throws {
        let database = try TestPostgres.shared.makeDatabase()
        let migrated = try await ProgramProcess.run(["migrate", "--database-url", database.connectionString])
        #expect(migrated.code == 0, "\(migrated.errors)")
        let schema = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        let socket = RPCAddress.unix(path: schema.sibling("s"))
        let server = try ProgramProcess.start([
            "serve", "--database-url", database.connectionString, "--schema", schema.path,
            "--listen", socket.description, "--log-format", "text", "--server-reload-interval", "1h",
        ])
        _ = try await server.errorLine(with: "serving")
        try await withHyperFleetClient(address: socket) { client in
            _ = try await client.clusters.create(name: "first", spec: bytes(#"{"region": "eu"}"#))

            let first = try await schemaFigures(client)
            #expect((first.reloadsSucceeded, first.reloadsFailed) == (0, 0))

            try write("openapi: 3.0.3\ncomponents: {schemas: {ClusterSpec: {type: text}}}\n", to: schema)
            server.signal(SIGHUP)
            let line = try await server.errorLine(with: "the former provider schema stays in force")
            #expect(line.contains("provider.yaml"), "\(line)")
            _ = try await client.clusters.create(name: "second", spec: bytes(#"{"region": "us"}"#))
            let second = try await schemaFigures(client)
            #expect((second.reloadsSucceeded, second.reloadsFailed) == (0, 1))
            #expect(second.loadTime == first.loadTime)

            try write(ExampleSchema.yaml.replacing("[eu, us]", with: "[mars]"), to: schema)
            server.signal(SIGHUP)
            _ = try await server.errorLine(with: "the provider schema was read again")
            let refused = await #expect(throws: RPCError.self) {
                try await client.clusters.create(name: "third", spec: bytes(#"{"region": "eu"}"#))
            }
            #expect(refused?.violations.map(\.field) == ["spec/region"])
            _ = try await client.clusters.create(name: "third", spec: bytes(#"{"region": "mars"}"#))
            let third = try await schemaFigures(client)
            #expect((third.reloadsSucceeded, third.reloadsFailed) == (1, 1))
            #expect(third.loadTime > first.loadTime)
            // What is stored stays as it is, and may be relabelled.
            let relabelled = try await client.clusters.update(.name("first", owner: nil), labels: Labels(["a": "b"]))
            #expect(relabelled.changed)
        }
        server.signal(SIGTERM)
        #expect(try await server.ending().code == 0)
    }

    @Test("A changed file is found without a signal")
    func watch() async throws {
        let database = try TestPostgres.shared.makeDatabase()
        let migrated = try await ProgramProcess.run(["migrate", "--database-url", database.connectionString])
        #expect(migrated.code == 0, "\(migrated.errors)")
        let schema = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        let socket = RPCAddress.unix(path: schema.sibling("s"))
        let server = try ProgramProcess.start([
            "serve", "--database-url", database.connectionString, "--schema", schema.path,
            "--listen", socket.description, "--log-format", "text", "--server-reload-interval", "50ms",
        ])
        _ = try await server.errorLine(with: "serving")
        try write(ExampleSchema.yaml.replacing("[eu, us]", with: "[mars]"), to: schema)
        _ = try await server.errorLine(with: "the provider schema was read again")
        try await withHyperFleetClient(address: socket) { client in
            _ = try await client.clusters.create(name: "third", spec: bytes(#"{"region": "mars"}"#))
        }
        server.signal(SIGTERM)
        #expect(try await server.ending().code == 0)
    }

    @Test("A changed file that the schema refers to counts as well")
    func referredFile() async throws {
        let database = try TestPostgres.shared.makeDatabase()
        let migrated = try await ProgramProcess.run(["migrate", "--database-url", database.connectionString])
        #expect(migrated.code == 0, "\(migrated.errors)")
        let schema = try ScratchFile(
            ExampleSchema.yaml.replacing("{type: string, enum: [eu, us]}", with: "{$ref: region.yaml}"),
            name: "provider.yaml")
        let region = URL(fileURLWithPath: schema.sibling("region.yaml"))
        try Data("type: string\nenum: [eu]\n".utf8).write(to: region)
        let socket = RPCAddress.unix(path: schema.sibling("s"))
        let server = try ProgramProcess.start([
            "serve", "--database-url", database.connectionString, "--schema", schema.path,
            "--listen", socket.description, "--log-format", "text", "--server-reload-interval", "1h",
        ])
        _ = try await server.errorLine(with: "serving")
        try await withHyperFleetClient(address: socket) { client in
            _ = try await client.clusters.create(name: "first", spec: bytes(#"{"region": "eu"}"#))
            try Data("type: string\nenum: [mars]\n".utf8).write(to: region)
            server.signal(SIGHUP)
            _ = try await server.errorLine(with: "the provider schema was read again")
            _ = try await client.clusters.create(name: "second", spec: bytes(#"{"region": "mars"}"#))
        }
        server.signal(SIGTERM)
        #expect(try await server.ending().code == 0)
    }

    private func schemaFigures(_ client: FleetClient) async throws -> ServerStatus.Schema {
        let answer: ServerStatusResponse = try await client.caller.call(
            ServerMethods.status, ServerStatusRequest(), options: CallOptions())
        return try #require(answer.status.schema)
    }

    private func write(_ text: String, to file: ScratchFile) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file.path), options: .atomic)
    }
}
