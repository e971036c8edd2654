import Foundation
import HyperFleetClient
import JSONModel
import TestSupport
import Testing

extension Scenarios {
    @Suite("Streams through hfctl")
    struct StreamingTests {
        @Test("The health is followed until the server stops, which does not wait for who watches")
        func watch() async throws {
            let watching = Watching()
            try await withServer { server in
                let program = try StartedProgram(
                    "hfctl", ["health", "--watch", "-o", "json"],
                    environment: ["HYPERFLEET_SERVER": server.unix.description])
                try await waitUntil("the present health comes") { !program.output.isEmpty }
                let output = program.output
                #expect(output.hasPrefix(#"{"status":"SERVING","message":"","version":"0.1.0","kinds":""#), "\(output)")
                #expect(output.hasSuffix("\"}\n"))
                watching.program = program
            }
            let run = try await #require(watching.program).end()
            let last = String(run.output.split(separator: "\n").last ?? "")
            #expect(
                last.hasPrefix(
                    #"{"status":"NOT_SERVING","message":"the server is stopping","version":"0.1.0","kinds":""#),
                "\(last)")
            #expect(run.exitCode == 9, "\(run.errors)")
        }

        @Test("A watch ends at its timeout")
        func watchTimeout() async throws {
            try await withServer { server in
                let run = try await server.hfctl("health", "--watch", "--timeout", "2s")
                #expect(run.exitCode == 8, "\(run.errors)")
                let words = run.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
                #expect(words.first == ["STATUS", "VERSION", "KINDS", "MESSAGE"])
                #expect(words.count == 2 && words[1].starts(with: ["SERVING", "0.1.0"]))
            }
        }

        @Test("Every kind of stream takes JSON values and gives a line for each answer")
        func kinds() async throws {
            try await withBenchServer { server in
                let download = try await server.hfctl(
                    "call", "BenchService/Download", "-d", #"{"count": 3, "payloadBytes": 3}"#)
                #expect(download.output == String(repeating: #"{"payload":"eHh4"}"# + "\n", count: 3))
                #expect(download.exitCode == 0, "\(download.errors)")

                let upload = try await server.hfctl(
                    "call", "BenchService/Upload", "-o", "json",
                    input: #"{"payload": "AAAA"}{"payload": ""} {}"# + "\n" + #"{"payload":"AAA="}"#)
                #expect(upload.exitCode == 0, "\(upload.errors)")
                let sums = try JSONParser.parse(Array(upload.output.utf8), limits: .document)
                #expect(sums["count"]?.text == "4" && sums["payloadBytes"]?.text == "5", "\(upload.output)")

                let exchange = try await server.hfctl(
                    "call", "BenchService/Exchange", "-d", #"{"payload": "AQ=="} {"payload": "Ag=="}"#, "-o", "yaml",
                    "--timing")
                #expect(exchange.output == "---\npayload: AQ==\n---\npayload: Ag==\n", "\(exchange.errors)")
                #expect(exchange.errors.contains("sent 6 bytes in 2 messages, received 6 bytes in 2 messages"))

                let empty = try await server.hfctl("call", "BenchService/Exchange")
                #expect(empty.exitCode == 0 && empty.output.isEmpty, "\(empty.errors)")
            }
        }

        @Test("A stream fails as its call does, and a bad request ends it with the reason")
        func failures() async throws {
            try await withBenchServer { server in
                let refused = try await server.hfctl(
                    "call", "BenchService/Download", "-d", #"{"count": 1, "payloadBytes": 1048577}"#)
                #expect(refused.exitCode == 3)
                #expect(refused.errors.contains("payload_bytes: max:"), "\(refused.errors)")

                let bad = try await server.hfctl(
                    "call", "BenchService/Exchange", input: #"{"payload": "AQ=="} {"payloat": "x"}"#)
                #expect(bad.exitCode == 3)
                #expect(bad.errors.contains("payloat: unknown"), "\(bad.errors)")

                let endless = try await server.hfctl(
                    "call", "BenchService/Download", "-d", #"{"endless": true}"#, "--timeout", "3s")
                #expect(endless.exitCode == 8, "\(endless.errors)")
                #expect(endless.output.hasPrefix("{}\n{}\n"))
            }
        }
    }
}

/// A program that outlives the scope that started it.
private final class Watching {
    var program: StartedProgram?
}

/// Starts a server that answers measurements too, calls `body`, and stops the server, which must end well.
private func withBenchServer(_ body: (ServerUnderTest) async throws -> Void) async throws {
    let database = try TestPostgres.shared.makeDatabase()
    let folder = try TemporaryFolder.make()
    defer { try? FileManager.default.removeItem(at: folder) }
    let migration = try await ProgramRun.run(
        "hyperfleet-api", ["migrate", "--database-url", database.connectionString])
    try #require(migration.exitCode == 0, "\(migration.errors)")
    let address = try #require(RPCAddress("unix:\(folder.path)/s"))
    let program = try StartedProgram(
        "hfbench", ["server", "--database-url", database.connectionString, "--address", address.description])
    let server = ServerUnderTest(unix: address, tcp: address, folder: folder)
    try await waitUntil("the server listens", timeout: .seconds(60)) {
        guard program.isRunning else { throw TestSupportError("the server ended: \(program.errors)") }
        return try await server.hfctl("health").exitCode == 0
    }
    try await body(server)
    program.send(SIGTERM)
    let end = try await program.end()
    #expect(end.exitCode == 0, "\(end.errors)")
    withExtendedLifetime(database) {}
}
