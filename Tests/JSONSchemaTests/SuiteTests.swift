import Foundation
import JSONModel
import JSONSchema
import TestSupport
import Testing

/// The public suites of JSON Schema and OpenAPI: every schema must be built, and answer as the suite says.
@Suite(.oneAtATime) struct SuiteTests {
    /// A folder of the suites, its dialect, and how many tests must have run at least.
    struct Case: Sendable, CustomTestStringConvertible {
        let folder: String
        let dialect: SchemaDialect
        var isBare = false
        var assertsFormat: Bool?
        let leastCount: Int
        var testDescription: String { folder }
    }

    static let cases = [
        Case(folder: "openapi-3.0", dialect: .openAPI30, leastCount: 268),
        Case(
            folder: "openapi-3.0/optional", dialect: .openAPI30, leastCount: 14),
        Case(folder: "openapi-3.0-from-draft4", dialect: .openAPI30, leastCount: 283),
        Case(folder: "openapi-3.0-from-draft4/optional", dialect: .openAPI30, leastCount: 43),
        Case(folder: "openapi-3.1", dialect: .openAPI31, leastCount: 56),
        Case(folder: "draft2020-12", dialect: .jsonSchema202012, isBare: true, leastCount: 970),
        Case(
            folder: "draft2020-12/optional", dialect: .jsonSchema202012, isBare: true,
            leastCount: 116),
        Case(
            folder: "draft2020-12/optional/format", dialect: .jsonSchema202012, isBare: true, assertsFormat: true,
            leastCount: 531),
    ]

    /// The suite's remotes, by the URIs that its NOTICE gives them.
    static let others = documents([("remotes", "http://localhost:1234/", false)])
    /// The public meta-schemas, in whose place the validator has its own.
    static let metaschemas = documents([("metaschemas", "https://json-schema.org/draft/", true)])

    private static func documents(_ roots: [(String, String, Bool)]) -> [String: JSONValue] {
        var documents: [String: JSONValue] = [:]
        for (name, base, isMeta) in roots {
            guard let folder = Conformance.item("json-schema/\(name)"),
                let paths = FileManager.default.enumerator(atPath: folder.path)
            else { continue }
            for case let path as String in paths where path.hasSuffix(".json") {
                guard let data = try? Data(contentsOf: folder.appending(path: path)),
                    let value = try? JSONParser.parse(Array(data), limits: .document)
                else {
                    Issue.record("\(name)/\(path) cannot be read")
                    continue
                }
                documents[base + (isMeta ? String(path.dropFirst("draft".count).dropLast(".json".count)) : path)] =
                    value
            }
        }
        return documents
    }

    @Test(arguments: cases) func answers(case suite: Case) throws {
        guard let folder = Conformance.item("json-schema/\(suite.folder)") else { return }
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
        var count = 0
        for file in files {
            guard case .array(let groups) = try JSONParser.parse(Array(Data(contentsOf: file)), limits: .document)
            else {
                Issue.record("\(file.lastPathComponent) is no array")
                continue
            }
            for group in groups { count += try run(group, suite, file.lastPathComponent) }
        }
        #expect(count >= suite.leastCount)
    }

    @Test func theBuiltInMetaschemaSaysWhatThePublicOneSays() throws {
        guard let folder = Conformance.item("json-schema/draft2020-12") else { return }
        let reference = try json(#"{"$ref": "https://json-schema.org/draft/2020-12/schema"}"#)
        let own = try SchemaCompiler(document: reference, dialect: .jsonSchema202012).compile(at: .root)
        let published = try SchemaCompiler(
            document: reference, dialect: .jsonSchema202012, others: Self.metaschemas
        ).compile(at: .root)
        var (count, invalid) = (0, 0)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        for file in files where file.pathExtension == "json" {
            let groups = try JSONParser.parse(Array(Data(contentsOf: file)), limits: .document)
            guard case .array(let list) = groups else { continue }
            for group in list {
                // Schemas are valid; their tests' values are what schemas hardly ever look like.
                var values = [group["schema"] ?? .null]
                if case .array(let tests)? = group["tests"] { values += tests.compactMap { $0["data"] } }
                for value in values + values.map({ .object(JSONObject([("items", $0), ("required", $0)])) }) {
                    #expect(own.isValid(value) == published.isValid(value), "\(file.lastPathComponent): \(value)")
                    count += 1
                    if !own.isValid(value) { invalid += 1 }
                }
            }
        }
        #expect(count > 2_000)
        #expect(invalid > 500)
    }

    /// Runs a group; answers how many tests it had.
    private func run(_ group: JSONValue, _ suite: Case, _ file: String) throws -> Int {
        let schema = try #require(group["schema"])
        let components = group["components"] ?? .object(JSONObject())
        let document = suite.isBare ? schema : .object(JSONObject([("schema", schema), ("components", components)]))
        let compiled: CompiledSchema
        do throws(SchemaCompileError) {
            let compiler = SchemaCompiler(
                document: document, dialect: suite.dialect, others: suite.isBare ? Self.others : [:],
                options: SchemaOptions(
                    allowsBacktracking: true, assertsFormat: suite.assertsFormat,
                    direction: group["direction"] == .string("request") ? .request : nil,
                    refusesLaterKeywords: false))
            compiled = try compiler.compile(at: JSONPointer(suite.isBare ? [] : ["schema"]))
        } catch {
            Issue.record("\(file): \(group["description"] ?? .null): \(error)")
            return 0
        }
        guard case .array(let tests)? = group["tests"] else { return 0 }
        for test in tests {
            let data = try #require(test["data"])
            let violations = compiled.validate(data)
            #expect(
                violations.isEmpty == (test["valid"] == .bool(true)),
                "\(file): \(group["description"] ?? .null): \(test): \(violations.map(\.message))"
            )
            #expect(compiled.isValid(data) == violations.isEmpty)
        }
        return tests.count
    }
}
