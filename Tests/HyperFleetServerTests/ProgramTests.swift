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

    @Test("validate takes files and folders, and tells programs in JSON")
    func validateMany() async throws {
        let schema = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        let specs = URL(fileURLWithPath: schema.sibling("specs/deep"))
        try FileManager.default.createDirectory(at: specs, withIntermediateDirectories: true)
        try Data("region: eu\n".utf8).write(to: specs.appendingPathComponent("good.yaml"))
        try Data(#"{"regio": "eu", "region": "us "}"#.utf8).write(to: specs.appendingPathComponent("bad.json"))
        try Data("no spec".utf8).write(to: specs.appendingPathComponent("notes.txt"))
        let flags = ["--schema", schema.path, "--kind", "Cluster"]
        let text = try await ProgramProcess.run(["validate", schema.sibling("specs")] + flags)
        #expect(text.code == 3)
        #expect(text.output.split(separator: "\n").count == 2)
        #expect(
            text.output.contains(
                #"bad.json: /regio: additionalProperties: there must be no member "regio" here; did you mean "region"?"#
            ))
        #expect(text.output.contains(#"did you mean "us"?"#))
        #expect(text.errors.contains("1 of 2 specs break 2 rules of the schema for Cluster"))
        let json = try await ProgramProcess.run(["validate", schema.sibling("specs"), "-o", "json"] + flags)
        #expect(json.code == 3)
        let found = try #require(
            JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: [[String: Any]]])
        #expect(found["files"]?.map { $0["valid"] as? Bool } == [false, true])
        let rules = try #require(found["files"]?[0]["violations"] as? [[String: String]])
        #expect(rules.map { $0["pointer"] } == ["/regio", "/region"])
        #expect(rules[1]["schemaPointer"] == "/components/schemas/ClusterSpec/properties/region/enum")
        #expect(
            rules[1]["schemaLocation"]?.hasSuffix("#/components/schemas/ClusterSpec/properties/region/enum") == true)
        #expect(rules[1]["value"] == "us ")
        let empty = try await ProgramProcess.run(["validate", schema.sibling("specs/none")] + flags)
        #expect(empty.code == 2)
    }

    @Test("validate writes the outputs of JSON Schema, with the places of rules as URIs of their files")
    func validateOutputs() async throws {
        let schema = try ScratchFile(
            ExampleSchema.yaml.replacing("{type: string, enum: [eu, us]}", with: "{$ref: 'parts/region.yaml#/R'}"),
            name: "provider.yaml")
        let parts = URL(fileURLWithPath: schema.sibling("parts/region.yaml"))
        try FileManager.default.createDirectory(
            at: parts.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("R: {type: string, enum: [eu, us]}\n".utf8).write(to: parts)
        let bad = try ScratchFile("region: moon\nsize: 0\n", name: "bad.yaml")
        let good = try ScratchFile("region: eu\n", name: "good.yaml")
        let flags = ["--schema", schema.path, "--kind", "Cluster", "--output"]

        let flag = try await ProgramProcess.run(["validate", bad.path] + flags + ["flag"])
        #expect(flag.code == 3)
        #expect(flag.output == "{\n  \"valid\": false\n}\n")
        #expect(flag.errors.contains("bad.yaml breaks the schema for Cluster"))

        let basic = try await ProgramProcess.run(["validate", bad.path] + flags + ["basic"])
        let root = try #require(JSONSerialization.jsonObject(with: Data(basic.output.utf8)) as? [String: Any])
        let errors = try #require(root["errors"] as? [[String: Any]])
        let region = try #require(errors.first { $0["instanceLocation"] as? String == "/region" })
        #expect(region["keywordLocation"] as? String == "/properties/region/$ref/enum")
        let place = try #require(region["absoluteKeywordLocation"] as? String)
        #expect(place == parts.resolvingSymlinksInPath().absoluteString + "#/R/enum")
        #expect(
            (root["absoluteKeywordLocation"] as? String)?.hasSuffix("/provider.yaml#/components/schemas/ClusterSpec")
                == true)

        let several = try await ProgramProcess.run(["validate", bad.path, good.path] + flags + ["detailed"])
        #expect(several.code == 3 && several.errors.contains("1 of 2 specs break the schema for Cluster"))
        let whole = try #require(
            JSONSerialization.jsonObject(with: Data(several.output.utf8)) as? [String: [[String: Any]]])
        #expect(whole["files"]?.map { ($0["output"] as? [String: Any])?["valid"] as? Bool } == [false, true])
        let list = try ScratchFile("[]", name: "list.json")
        let refused = try await ProgramProcess.run(["validate", list.path] + flags + ["basic"])
        #expect(refused.code == 3)
        #expect(refused.output.contains("must be a JSON object"))
    }

    @Test("schema: checks a provider's schema, shows a kind's, and makes one document of several files")
    func schema() async throws {
        let schema = try ScratchFile(
            ExampleSchema.yaml.replacing("{type: string, enum: [eu, us]}", with: "{$ref: region.yaml}"),
            name: "provider.yaml")
        let absent = try await ProgramProcess.run(["schema", "check", schema.path])
        #expect(absent.code != 0)
        #expect(
            absent.errors.contains("provider.yaml:11: the reference 'region.yaml' leads to a file that is not there"))
        try Data("type: string\nenum: [eu, us]\n".utf8).write(to: URL(fileURLWithPath: schema.sibling("region.yaml")))
        let check = try await ProgramProcess.run(["schema", "check", "--schema", schema.path])
        #expect(check.code == 0)
        #expect(check.output.hasSuffix("OpenAPI 3.0.3, 2 files; ClusterSpec and NodePoolSpec can be used\n"))
        let shown = try await ProgramProcess.run(["schema", "show", schema.path, "--kind", "Cluster"])
        #expect(shown.output.contains(##""$ref": "#/components/schemas/region""##))
        let bundle = try ScratchFile(
            try await ProgramProcess.run(["schema", "bundle", schema.path]).output, name: "bundle.json")
        let alone = try await ProgramProcess.run(["schema", "check", bundle.path])
        #expect(alone.output.hasSuffix("OpenAPI 3.0.3, 1 file; ClusterSpec and NodePoolSpec can be used\n"))
        let broken = try ScratchFile(
            ExampleSchema.yaml.replacing(
                "  schemas:\n", with: "  schemas:\n    A: {minimum: x}\n    B: {required: y}\n"),
            name: "broken.yaml")
        let faults = try await ProgramProcess.run(["schema", "check", broken.path])
        #expect(faults.code != 0)
        for place in ["A/minimum", "B/required"] {
            let lines = faults.errors.split(separator: "\n")
            #expect(lines.contains { $0.contains("broken.yaml:") && $0.hasSuffix("/schemas/\(place))") }, "\(lines)")
        }
        let other = try await ProgramProcess.run(["schema", "show", schema.path, "--kind", "Planet"])
        #expect(other.code == 2 && other.errors.contains("Planet"))
    }
}
