import TestSupport
import Testing

/// `jsonschema-harness`, spoken to as Bowtie does.
@Suite("The harness of the public suites")
struct HarnessTests {
    private func answers(_ lines: [String], _ arguments: [String] = []) async throws -> [String] {
        let run = try await ProgramRun.run(
            "jsonschema-harness", arguments, input: lines.map { $0 + "\n" }.joined())
        #expect(run.exitCode == 0)
        #expect(run.errors.isEmpty)
        return run.output.split(separator: "\n").map(String.init)
    }

    private func run(_ schema: String, _ instances: [String], further: String = "") -> String {
        let tests = instances.map { #"{"description":"","instance":\#($0)}"# }.joined(separator: ",")
        return #"{"cmd":"run","seq":7,"case":{"description":"","schema":\#(schema),"tests":[\#(tests)]\#(further)}}"#
    }

    private func results(_ verdicts: Bool...) -> String {
        #"{"seq":7,"results":[\#(verdicts.map { #"{"valid":\#($0)}"# }.joined(separator: ","))]}"#
    }

    private func dialect(_ name: String) -> String { #"{"cmd":"dialect","dialect":"\#(name)"}"# }

    private let start = #"{"cmd":"start","version":1}"#
    private let json2020 = "https://json-schema.org/draft/2020-12/schema"

    @Test("It says what it is, takes its dialects, and stops")
    func talk() async throws {
        let found = try await answers([
            start, dialect(json2020), dialect("https://spec.openapis.org/oas/3.1/dialect/base"),
            dialect("https://spec.openapis.org/oas/3.0/dialect"), dialect("http://json-schema.org/draft-07/schema#"),
            #"{"cmd":"stop"}"#, run("true", ["1"]),
        ])
        #expect(found.first?.hasPrefix(#"{"version":1,"implementation":{"language":"swift","name":"#) == true)
        #expect(found.dropFirst() == [#"{"ok":true}"#, #"{"ok":true}"#, #"{"ok":true}"#, #"{"ok":false}"#])
    }

    @Test("Cases are answered by the dialect: numbers exactly, references by the registry")
    func cases() async throws {
        let registry = #","registry":{"http://a.test/b":{"minimum":9007199254740993}}"#
        let found = try await answers([
            start, dialect(json2020), run(#"{"type":"integer"}"#, ["12", "1.0", #""x""#]),
            run(#"{"$ref":"http://a.test/b"}"#, ["9007199254740992", "9007199254740993"], further: registry),
            run(#"{"$ref":"\#(json2020)"}"#, [#"{"type":"string"}"#, #"{"type":"text"}"#]),
            run(#"{"format":"ipv4"}"#, [#""none""#]),
        ])
        #expect(
            Array(found.dropFirst(2)) == [
                results(true, true, false), results(false, true), results(true, false), results(true),
            ])
        let asserting = try await answers(
            [start, dialect(json2020), run(#"{"format":"ipv4"}"#, [#""none""#])], ["--format", "assertion"])
        #expect(asserting.last == results(false))
    }

    @Test("Cases of OpenAPI may bring components and a direction")
    func openAPI() async throws {
        let components = #","components":{"schemas":{"Name":{"type":"string","nullable":true}}}"#
        let object = #"{"type":"object","required":["id"],"properties":{"id":{"type":"string","readOnly":true}}}"#
        let found = try await answers([
            start, dialect("https://spec.openapis.org/oas/3.0/dialect"),
            run(##"{"$ref":"#/components/schemas/Name"}"##, [#""a""#, "null", "1"], further: components),
            run(object, ["{}"]), run(object, ["{}"], further: #","direction":"request""#),
            run(object, ["{}"], further: #","direction":"response""#),
        ])
        #expect(
            Array(found.dropFirst(2)) == [results(true, true, false), results(false), results(true), results(false)])
    }

    @Test("What cannot be run is answered with an error, and the next case is run all the same")
    func errors() async throws {
        let found = try await answers([
            "garbage", "{}", #"{"cmd":"dance"}"#, #"{"cmd":"start","version":2}"#, start, dialect(json2020),
            run(#"{"type":"text"}"#, ["1"]), run(#"{"$ref":"http://a.test/none"}"#, ["1"]),
            #"{"cmd":"run","seq":8}"#, run("true", [], further: #","registry":1"#),
            run("true", ["1"], further: #","direction":"up""#), String(repeating: "[", count: 100_000),
            run("true", ["1"]),
        ])
        #expect(found.count == 13)
        #expect(found.prefix(4).allSatisfy { $0.hasPrefix(#"{"errored":true,"seq":null"#) })
        #expect(
            found[6].hasPrefix(#"{"errored":true,"seq":7,"context":{"message":"the schema cannot be used: at '/type'"#))
        #expect(found[7].contains("http://a.test/none"))
        #expect(found[8].hasPrefix(#"{"errored":true,"seq":8"#))
        #expect(found[9...11].allSatisfy { $0.hasPrefix(#"{"errored":true"#) })
        #expect(found[12] == results(true))
    }
}
