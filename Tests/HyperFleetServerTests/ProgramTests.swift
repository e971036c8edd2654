import Foundation
import HyperFleetServer
import TestSupport
import Testing

/// What the server program says of itself, and what it does without a server.
@Suite("The server program's other commands")
struct ProgramTests {
    @Test("Each setting of the table is a flag of serve and dev, with its help, and arrives")
    func flagsAreTheTable() async throws {
        for command in ["serve", "dev"] {
            let help = try await ProgramProcess.run([command, "--help"])
            #expect(help.code == 0)
            let flags = Set(help.output.matches(of: /--([a-z][a-z-]*)/).map { String($0.1) })
            let wanted = Set(
                SettingsTable.definitions.flatMap { [$0.flag, $0.shortFlag].compactMap { $0 } })
            #expect(wanted.subtracting(flags).isEmpty)
            #expect(flags.subtracting(wanted).subtracting(["config", "help", "version"]).isEmpty)
        }
        // A value that no setting but a text takes: each flag must answer for itself.
        let refused = SettingsTable.definitions.filter { !["a file's path", "text"].contains($0.accepted) }
        let arguments = refused.flatMap { ["--\($0.flag)", "?"] }
        let ending = try await ProgramProcess.run(["serve", "--database-url", "x", "--schema", "x"] + arguments)
        #expect(ending.code == 2)
        for definition in refused { #expect(ending.errors.contains("--\(definition.flag): ")) }
    }

    @Test("Version and settings")
    func versionAndSettings() async throws {
        let version = try await ProgramProcess.run(["version"])
        #expect(
            version == ChildProcess.Ending(code: 0, output: "hyperfleet-api \(ServerVersion.current)\n", errors: ""))
        let settings = try await ProgramProcess.run(["settings"])
        #expect(settings.output == SettingsPage.markdown)
    }

    @Test("validate: 0 for a spec that holds, 3 and every violation for one that does not, 2 for no spec")
    func validate() async throws {
        let schema = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        let good = try ScratchFile(#"{"region": "eu", "size": 1}"#, name: "good.json")
        let yaml = try ScratchFile("region: eu\n", name: "good.yaml")
        let bad = try ScratchFile("region: moon\nsize: 0\n", name: "bad.yaml")
        let flags = ["--schema", schema.path, "--kind", "Cluster"]

        #expect(try await ProgramProcess.run(["validate", good.path] + flags).code == 0)
        #expect(try await ProgramProcess.run(["validate", yaml.path] + flags).code == 0)
        let ending = try await ProgramProcess.run(["validate", bad.path] + flags)
        #expect(ending.code == 3)
        #expect(ending.output.contains("/region") && ending.output.contains("enum"))
        #expect(ending.output.contains("/size") && ending.output.contains("minimum"))

        let pool = try ScratchFile(#"{"replicas": -1}"#, name: "pool.json")
        let poolEnding = try await ProgramProcess.run(
            ["validate", pool.path, "--schema", schema.path, "--kind", "NodePool"])
        #expect(poolEnding.code == 3 && poolEnding.output.contains("/replicas"))

        let absent = try await ProgramProcess.run(["validate", "/nowhere.json"] + flags)
        #expect(absent.code == 2 && absent.errors.contains("/nowhere.json"))
        let kind = try await ProgramProcess.run(
            ["validate", good.path, "--schema", schema.path, "--kind", "Planet"])
        #expect(kind.code == 2 && kind.errors.contains("Planet"))
    }
}
