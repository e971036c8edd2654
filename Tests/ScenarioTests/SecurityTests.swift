import Foundation
import HyperFleetClient
import TestSupport
import Testing

extension Scenarios {
    @Suite("Security")
    struct SecurityTests {
        /// A loopback address that no other test has, so that the document's port is free on it.
        private static let host = "127.\(Int.random(in: 1...254)).\(Int.random(in: 1...254)).7"

        @Test("The commands of docs/security.md work as they are written")
        func document() async throws {
            let database = try TestPostgres.shared.makeDatabase()
            let folder = try TemporaryFolder.make()
            defer { try? FileManager.default.removeItem(at: folder) }
            let migration = try await ProgramRun.run(
                "hyperfleet-api", ["migrate", "--database-url", database.connectionString])
            try #require(migration.exitCode == 0, "\(migration.errors)")
            let script = try Repository.shellBlocks("docs/security.md").joined()
                .replacing(/(?m)^export PATH=.*$/, with: "")
                .replacing("127.0.0.1", with: Self.host)
                .replacing(".local/security", with: folder.path)
            #expect(script.contains("hyperfleet-api serve") && script.contains("kill -HUP"))
            let run = try await ProgramRun.run(
                "/bin/bash",
                [
                    "-c",
                    """
                    set -euo pipefail
                    trap '[ -z "${server:-}" ] || kill "$server" 2>/dev/null || true' EXIT
                    trap 'echo "failed with $?: $BASH_COMMAND" >&2' ERR
                    \(script)
                    echo the end
                    """,
                ],
                environment: [
                    "HYPERFLEET_DATABASE_URL": database.connectionString,
                    "PATH": "\(Repository.programs.path):/usr/bin:/bin",
                ])
            let log = (try? String(contentsOf: folder.appending(path: "server.log"), encoding: .utf8)) ?? ""
            #expect(run.exitCode == 0, "\(run.errors)\n\(log)")
            #expect(run.output.contains("createdBy: adapter-dns"), "\(run.output)")
            #expect(run.output.contains("createdBy: ci-pipeline"), "\(run.output)")
            #expect(run.output.contains("exit code 7"), "\(run.output)")
            #expect(run.output.hasSuffix("the end\n"), "\(run.output)")
            let token = try String(contentsOf: folder.appending(path: "ci.token"), encoding: .utf8)
            #expect(!log.contains(token.trimmingCharacters(in: .whitespacesAndNewlines)))
            withExtendedLifetime(database) {}
        }
    }
}
