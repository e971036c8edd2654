import Foundation
import Glibc
import HyperFleetClient
import TestSupport
import Testing

/// `hyperfleet-api dev` and `database`, as `make run` and `make db/...` use them.
@Suite("The development server")
struct DevelopmentProcessTests {
    /// A folder that looks like a clone, in a path with a space.
    private final class Clone: Sendable {
        let path: String
        private let scratch: ScratchFile

        init() throws {
            scratch = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
            path = scratch.sibling("my clone")
            for folder in ["Sources/hyperfleet-api", "docs/examples"] {
                try FileManager.default.createDirectory(
                    atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
            }
            try Data().write(to: URL(fileURLWithPath: path + "/Package.swift"))
            try FileManager.default.copyItem(atPath: scratch.path, toPath: path + "/docs/examples/provider.yaml")
        }

        func start(_ arguments: [String]) throws -> ChildProcess {
            try ProgramProcess.start(arguments, folder: path)
        }

        func run(_ arguments: [String]) async throws -> ChildProcess.Ending {
            try await start(arguments).ending()
        }
    }

    @Test("From nothing to a server, found by its file; a second one is refused; teardown leaves nothing")
    func developmentServer() async throws {
        let clone = try Clone()
        let stopped = try await clone.run(["database", "url"])
        #expect(stopped.code == 9 && stopped.errors.contains("make db/setup"))

        let server = try clone.start(["dev", "--log-format", "text"])
        _ = try await server.errorLine(with: " serving ")
        let lines = try String(contentsOfFile: clone.path + "/.local/server", encoding: .utf8).split(separator: "\n")
        let addresses = lines.compactMap { RPCAddress(String($0)) }
        #expect(addresses.count == 2 && lines[0].hasPrefix("unix:"))
        for address in addresses {
            let health = try await withHyperFleetClient(address: address) { client in try await client.health.check() }
            #expect(health.isServing)
        }

        let second = try await clone.run(["dev"])
        #expect(second.code == 9 && second.errors.contains("already running"), "\(second)")
        server.signal(SIGTERM)
        let ending = try await server.ending()
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(!FileManager.default.fileExists(atPath: clone.path + "/.local/server"))

        // The database goes on, and is found again.
        let url = try await clone.run(["database", "url"])
        #expect(url.code == 0 && url.output.contains("host="))
        let again = try await clone.run(["database", "setup"])
        #expect(again.code == 0 && again.output == url.output, "\(again.errors)")
        let tables = try await clone.run(["database", "login", "--", "-Atc", "SELECT count(*) FROM clusters"])
        #expect(tables == ChildProcess.Ending(code: 0, output: "0\n", errors: tables.errors), "\(tables)")

        let removed = try await clone.run(["database", "teardown"])
        #expect(removed.code == 0 && removed.output.contains("removed"), "\(removed)")
        let left = try FileManager.default.contentsOfDirectory(atPath: clone.path + "/.local")
        #expect(left == ["lock"])
        let gone = try await clone.run(["database", "url"])
        #expect(gone.code == 9)
    }
}
