import Foundation
import Glibc
import HyperFleetClient
import TestSupport
import Testing

/// Connections that the system keeps while the server does not accept them.
@Suite("The server program's backlog")
struct BacklogTests {
    @Test("As many connections wait as the setting says, and are served afterwards")
    func backlog() async throws {
        let database = try TestPostgres.shared.makeDatabase()
        let migration = try await ProgramProcess.run(["migrate", "--database-url", database.connectionString])
        #expect(migration.code == 0, "\(migration.errors)")
        let scratch = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        let socket = scratch.sibling("s")
        let server = try ProgramProcess.start([
            "serve", "--database-url", database.connectionString, "--schema", scratch.path,
            "--listen", "unix:\(socket)", "--server-listen-backlog", "2",
        ])
        _ = try await server.errorLine(with: "serving")
        server.signal(SIGSTOP)
        try await waitUntil("the server stands still") { try Self.standsStill(server.id) }
        let waiting = try Self.connect(to: socket, atMost: 32)
        // Linux keeps one more than it is told.
        #expect(waiting.count == 3)
        server.signal(SIGCONT)
        try await withHyperFleetClient(address: .unix(path: socket)) { client in
            let health = try await client.health.check()
            #expect(health.isServing)
        }
        for descriptor in waiting { close(descriptor) }
        server.signal(SIGTERM)
        #expect(try await server.ending().code == 0)
        withExtendedLifetime(database) {}
    }

    /// Whether all threads of a process are stopped.
    private static func standsStill(_ process: pid_t) throws -> Bool {
        let threads = "/proc/\(process)/task"
        return try FileManager.default.contentsOfDirectory(atPath: threads).allSatisfy { thread in
            let text = try String(contentsOfFile: "\(threads)/\(thread)/stat", encoding: .utf8)
            // The state stands behind the name, which is in parentheses and may hold any character.
            return text.split(separator: ")").last?.hasPrefix(" T") == true
        }
    }

    /// The descriptors of connections to `path`, made until the system takes no more.
    private static func connect(to path: String, atMost limit: Int) throws -> [Int32] {
        var descriptors: [Int32] = []
        while descriptors.count < limit {
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
            try #require(descriptor >= 0)
            var name = sockaddr_un()
            name.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: Array(path.utf8) + [0]) }
            let result = withUnsafePointer(to: &name) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            if result != 0 {
                #expect(errno == EAGAIN)
                close(descriptor)
                return descriptors
            }
            descriptors.append(descriptor)
        }
        return descriptors
    }
}
