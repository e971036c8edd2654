import Foundation
import JSONModel
import JSONSchema
import TestSupport
import Testing

/// The public suites of JSON Schema and OpenAPI: every group whose schema is built must answer as the suite says, and
/// one that is not built must be refused for a keyword or reference that is documented as not supported.
@Suite struct SuiteTests {
    /// A folder of the suites, its dialect, what it may be refused for, and how many tests must have run at least.
    struct Case: Sendable, CustomTestStringConvertible {
        let folder: String
        let dialect: SchemaDialect
        var isBare = false
        var refusedKeywords: Set<String> = []
        let leastCount: Int
        var testDescription: String { folder }
    }

    static let cases = [
        Case(folder: "openapi-3.0", dialect: .openAPI30, leastCount: 200),
        Case(
            folder: "openapi-3.0/optional", dialect: .openAPI30,
            refusedKeywords: ["const", "if", "contains", "propertyNames", "dependentRequired"], leastCount: 5),
        Case(folder: "openapi-3.0-from-draft4", dialect: .openAPI30, leastCount: 200),
        Case(folder: "openapi-3.1", dialect: .openAPI31, refusedKeywords: ["$ref"], leastCount: 40),
        Case(
            folder: "draft2020-12", dialect: .openAPI31, isBare: true,
            refusedKeywords: ["$ref", "$id", "$anchor", "$dynamicRef", "$dynamicAnchor"], leastCount: 700),
    ]

    @Test(arguments: cases) func answers(case suite: Case) throws {
        guard let folder = Conformance.item("json-schema/\(suite.folder)") else { return }
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
        var count = 0
        for file in files {
            // In the suite of 2020-12 `format` says nothing; here it is checked, as the openapi suites want it.
            if suite.isBare, file.lastPathComponent == "format.json" { continue }
            guard case .array(let groups) = try JSONParser.parse(Array(Data(contentsOf: file)), limits: .document)
            else {
                Issue.record("\(file.lastPathComponent) is no array")
                continue
            }
            for group in groups { count += try run(group, suite, file.lastPathComponent) }
        }
        #expect(count >= suite.leastCount)
    }

    /// Runs a group; answers how many tests it had.
    private func run(_ group: JSONValue, _ suite: Case, _ file: String) throws -> Int {
        let schema = try #require(group["schema"])
        let components = group["components"] ?? .object(JSONObject())
        let document = suite.isBare ? schema : .object(JSONObject([("schema", schema), ("components", components)]))
        let compiled: CompiledSchema
        do throws(SchemaCompileError) {
            compiled = try SchemaCompiler(document: document, dialect: suite.dialect, allowsBacktracking: true)
                .compile(at: JSONPointer(suite.isBare ? [] : ["schema"]))
        } catch {
            #expect(
                suite.refusedKeywords.contains(error.keyword ?? ""),
                "\(file): \(group["description"] ?? .null): \(error)")
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
