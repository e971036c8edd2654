import HyperFleetModel
import JSONModel
import JSONSchema
import Testing

@testable import HyperFleetService

@Suite struct SpecRulesTests {
    private static func schema() throws -> CompiledSchema {
        let text = #"""
            {"schema": {"type": "object", "required": ["region"], "properties": {
                "region": {"type": "string", "pattern": "^[a-z]+$"},
                "nodes": {"type": "array", "items": {"type": "integer", "minimum": 1}}}}}
            """#
        let document = try JSONParser.parse(Array(text.utf8), limits: .document)
        return try SchemaCompiler(document: document, dialect: .openAPI31).compile(at: JSONPointer(["schema"]))
    }

    @Test func everyViolationOfTheSchemaIsNamedWithItsPlace() throws {
        var violations: [Violation] = []
        let spec = #"{"region": "EU", "nodes": [1, 0, "x"]}"#
        let document = SpecRules.read(Array(spec.utf8), schema: try Self.schema(), violations: &violations)
        #expect(document == nil)
        #expect(
            Set(violations.map { "\($0.field) \($0.rule)" }) == [
                "spec/region pattern", "spec/nodes/1 minimum", "spec/nodes/2 type",
            ])
    }

    @Test func aGoodSpecIsKeptAsSent() throws {
        var violations: [Violation] = []
        let spec = #"{"region": "eu",  "nodes": [1.0], "more": 9007199254740993}"#
        let document = SpecRules.read(Array(spec.utf8), schema: try Self.schema(), violations: &violations)
        #expect(document?.bytes == Array(spec.utf8))
        #expect(violations.isEmpty)
    }
}
