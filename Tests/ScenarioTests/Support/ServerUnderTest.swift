import Foundation
import HyperFleetClient
import JSONModel
import TestSupport
import Testing

/// A server program over a database of its own, and what a test wants of it.
struct ServerUnderTest: Sendable {
    /// It listens on both.
    let unix: RPCAddress
    let tcp: RPCAddress
    /// For the test's own files; removed afterwards.
    let folder: URL

    /// Runs `hfctl` against the server.
    func hfctl(_ arguments: String..., input: String = "") async throws -> ProgramRun {
        try await hfctl(arguments, input: input)
    }

    func hfctl(_ arguments: [String], input: String = "") async throws -> ProgramRun {
        try await ProgramRun.run(
            "hfctl", arguments, input: input, environment: ["HYPERFLEET_SERVER": unix.description])
    }

    /// Runs `hfctl` with `-o json`, which must succeed, and reads its answer.
    func json(
        _ arguments: String..., input: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> JSONValue {
        let run = try await hfctl(arguments + ["-o", "json"], input: input)
        #expect(run.exitCode == 0, "\(run.errors)", sourceLocation: sourceLocation)
        #expect(run.errors == "", sourceLocation: sourceLocation)
        return try JSONParser.parse(Array(run.output.utf8), limits: .document)
    }

    /// A file of the test's own.
    func file(_ name: String, _ text: String) throws -> String {
        let url = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url.path
    }
}

/// Starts a server, calls `body`, and stops the server, which must end well.
func withServer(
    _ shape: ServerShape = .lax, _ body: (ServerUnderTest) async throws -> Void
) async throws {
    let database = try TestPostgres.shared.makeDatabase()
    let folder = try TemporaryFolder.make()
    defer { try? FileManager.default.removeItem(at: folder) }
    let migration = try await ProgramRun.run(
        "hyperfleet-api", ["migrate", "--database-url", database.connectionString])
    try #require(migration.exitCode == 0, "\(migration.errors)")

    let schema = try shape.schemaPath(in: folder)
    let addressFile = folder.appendingPathComponent("addresses").path
    let program = try StartedProgram(
        "hyperfleet-api",
        [
            "serve", "--database-url", database.connectionString, "--schema", schema,
            "--listen", "unix:\(folder.path)/s,127.0.0.1:0", "--address-file", addressFile,
            "--adapters-cluster", shape.clusterAdapters, "--adapters-node-pool", shape.nodePoolAdapters,
            "--database-readers", "1", "--database-searchers", "1", "--database-writers", "2",
            "--database-transactions", "4", "--log-level", "warning",
        ])
    let addresses = try await addresses(in: addressFile, of: program)
    try await body(ServerUnderTest(unix: addresses[0], tcp: addresses[1], folder: folder))
    program.send(SIGTERM)
    let end = try await program.end()
    #expect(end.exitCode == 0, "\(end.errors)")
    withExtendedLifetime(database) {}
}

/// The two addresses that a server writes once it listens.
private func addresses(in file: String, of program: StartedProgram) async throws -> [RPCAddress] {
    try await eventually("the server listens", timeout: .seconds(60)) {
        guard program.isRunning else { throw TestSupportError("the server ended: \(program.errors)") }
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
        let found = text.split(separator: "\n").compactMap { RPCAddress(String($0)) }
        return found.count == 2 ? found : nil
    }
}
