import Foundation
import Glibc
import HyperFleetClient
import NIOCore
import NIOPosix
import TestSupport
import Testing

/// A server that is out of file descriptors.
@Suite("The server program without descriptors")
struct DescriptorTests {
    @Test("It serves the connections that it has, says what is wrong, does not spin, and goes on once there is room")
    func exhaustion() async throws {
        let database = try TestPostgres.shared.makeDatabase()
        let ending = try await ProgramProcess.run(["migrate", "--database-url", database.connectionString])
        #expect(ending.code == 0, "\(ending.errors)")
        let scratch = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        let socket = scratch.sibling("s")
        let server = try ProgramProcess.start([
            "serve", "--database-url", database.connectionString, "--schema", scratch.path,
            "--listen", "unix:\(socket)", "--log-format", "text",
        ])
        _ = try await server.errorLine(with: "serving")
        do {
            try await Self.exhaust(server, database, socket)
        } catch {
            Issue.record("\(error); the server said: \(server.errors.suffix(2_000))")
        }
        let lines = server.errors.split(separator: "\n").filter { $0.contains("no connection can be accepted") }
        #expect(lines.count == 1)
        server.signal(SIGTERM)
        #expect(try await server.ending().code == 0)
        withExtendedLifetime(database) {}
    }

    /// Takes the server's descriptors away, and gives some of them back.
    private static func exhaust(_ server: ChildProcess, _ database: TestDatabase, _ socket: String) async throws {
        try await withHyperFleetClient(address: .unix(path: socket)) { client in
            #expect(try await client.health.check().isServing)
            // What the server does at its start opens connections too.
            try await waitUntil("all resources follow the settings") {
                try database.execute("SELECT value ->> 'finished' FROM settings WHERE key = 'kinds_sweep'") == "true\n"
            }
            let open = try Self.descriptors(of: server.id)
            let limit = try #require(open.max()) + 1 + 8
            try await Self.setLimit(of: server.id, to: limit)
            let idle = try await Self.connect(count: limit - open.count + 4, to: socket)
            _ = try await server.errorLine(with: "no connection can be accepted until others end")

            // In half a second of waiting an accept that spins takes half a second of a processor.
            let before = try Self.processorTicks(of: server.id)
            try await Task.sleep(for: .milliseconds(500))
            #expect(try Self.processorTicks(of: server.id) - before < 15)
            #expect(try await client.health.check().isServing)

            // Those that the server has given up meanwhile are closed already.
            for channel in idle { try? await channel.close().get() }
            try await withHyperFleetClient(address: .unix(path: socket)) { second in
                let health = try await second.health.check()
                #expect(health.isServing)
            }
        }
    }

    private static func descriptors(of process: pid_t) throws -> [Int] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").compactMap { Int($0) }
    }

    private static func setLimit(of process: pid_t, to count: Int) async throws {
        let arguments = ["prlimit", "--pid", "\(process)", "--nofile=\(count):\(count)"]
        let ending = try await ChildProcess(arguments, environment: ["PATH": "/usr/bin:/bin"]).ending()
        try #require(ending.code == 0, "\(ending.errors)")
    }

    /// User and system time, in hundredths of a second.
    private static func processorTicks(of process: pid_t) throws -> Int {
        let line = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        let fields = try #require(line.split(separator: ")").last).split(separator: " ")
        return try #require(Int(fields[11])) + (try #require(Int(fields[12])))
    }

    private static func connect(count: Int, to socket: String) async throws -> [any Channel] {
        var channels: [any Channel] = []
        for _ in 0..<count {
            channels.append(
                try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                    .connect(unixDomainSocketPath: socket).get())
        }
        return channels
    }
}
