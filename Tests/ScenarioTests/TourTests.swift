import Foundation
import HyperFleetClient
import Testing

extension Scenarios {
    @Suite("Tour")
    struct TourTests {
        @Test("The README's tour works as it is written")
        func tour() async throws {
            let blocks = try Repository.shellBlocks("README.md").filter { $0.contains("hfctl ") }
            let script = blocks.joined().replacing(/(?m)^export PATH=.*$/, with: "")
            #expect(script.contains("create cluster") && script.contains("delete cluster"))
            try await withServer(.example) { server in
                let run = try await ProgramRun.run(
                    "/bin/bash", ["-c", "trap 'echo \"failed with $?: $BASH_COMMAND\" >&2' ERR\n" + script],
                    environment: [
                        "HYPERFLEET_SERVER": server.unix.description,
                        "PATH": "\(Repository.programs.path):/usr/bin:/bin",
                    ])
                let failures = run.errors.split(separator: "\n").filter { $0.hasPrefix("failed with ") }
                #expect(failures.count == 1, "\(run.errors)")
                #expect(failures.first?.hasPrefix("failed with 3: ") == true, "\(run.errors)")
                #expect(run.errors.contains("error: INVALID_ARGUMENT HYPERFLEET-VAL-000"))
                #expect(run.errors.contains("\n  spec/"))
                #expect(run.output.contains("True"), "nothing was reconciled: \(run.output)")
                #expect(run.output.contains("MARKED"), "\(run.output)")
            }
        }
    }
}
