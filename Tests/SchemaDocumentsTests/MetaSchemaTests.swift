import Foundation
import JSONModel
import Testing

@testable import SchemaDocuments

/// Schemas that no kind refers to are looked at as well.
@Suite struct MetaSchemaTests {
    private func document(_ version: String, _ others: String) throws -> SchemaDocument {
        let text =
            "openapi: \(version)\ncomponents:\n  schemas:\n    ClusterSpec: {}\n    NodePoolSpec: {}\n" + others
        return try SchemaDocument.parse(Array(text.utf8), file: "provider.yaml")
    }

    private func faults(_ version: String, _ others: String, limit: Int = 20) throws -> [String] {
        try ProviderSchema.faults(in: SchemaFiles(main: document(version, others), others: [:]), limit: limit).map(
            \.description)
    }

    /// What the server's start and reload go by is the first of what `schema check` shows.
    @Test func theFirstIsThrown() throws {
        let others = "    A:\n      minimum: x\n    B:\n      type: text\n"
        let first =
            "provider.yaml:7: no valid schema of OpenAPI 3.1: must be a number, but is a string "
            + "(at /components/schemas/A/minimum)"
        let found = try faults("3.1.0", others)
        #expect(found.count == 2)
        #expect(found.first == first)
        #expect(found.last?.hasPrefix("provider.yaml:9: no valid schema of OpenAPI 3.1: must") == true)
        #expect(found.last?.hasSuffix("(at /components/schemas/B/type)") == true)
        let thrown = #expect(throws: SchemaLoadError.self) { try ProviderSchema(document("3.1.0", others)) }
        #expect(thrown?.description == first)
        #expect(try faults("3.1.0", others, limit: 1) == [first])
    }

    @Test func whatTheCompilerSaysComesFirstAndOnce() throws {
        let text = """
            openapi: 3.0.3
            components:
              schemas:
                ClusterSpec: {minimum: x, maximum: y}
                NodePoolSpec: {}
                A: {items: 1}
            """
        let files = SchemaFiles(main: try SchemaDocument.parse(Array(text.utf8), file: "provider.yaml"), others: [:])
        #expect(
            ProviderSchema.faults(in: files).map { "\($0.pointer)" } == [
                "/components/schemas/ClusterSpec/minimum", "/components/schemas/ClusterSpec/maximum",
                "/components/schemas/A/items",
            ])
    }

    /// Malformed keywords: for 3.0, for 3.1.
    @Test(arguments: [
        ("{exclusiveMinimum: 1}", true, false), ("{exclusiveMinimum: true}", false, true),
        ("{type: [string]}", true, false), ("{type: 'null'}", true, false), ("{nullable: 1}", true, false),
        ("{required: true}", true, true), ("{required: [a, a]}", true, true), ("{items: [{}]}", true, true),
        ("{items: true}", true, false), ("{additionalProperties: true}", false, false),
        ("{additionalProperties: {type: 1}}", true, true), ("{pattern: '('}", true, true),
        ("{pattern: '(?=a)'}", false, false), ("{multipleOf: 0}", true, true), ("{maxLength: -1}", true, true),
        ("{enum: a}", true, true), ("{enum: []}", true, false), ("{allOf: []}", true, true),
        ("{properties: {a: {properties: {b: {minItems: '1'}}}}}", true, true),
        ("{$ref: '#/components/schemas/ClusterSpec', minimum: x}", false, true), ("{$ref: 1}", true, true),
        ("{discriminator: {mapping: {}}}", true, true), ("{patternProperties: {'[': {}}}", false, true),
        ("{if: 1}", false, true), ("{description: 1}", true, true), ("{x-own: {type: 1}}", false, false),
        ("{example: {type: 1}, default: {type: 1}, enum: [{type: 1}]}", false, false), ("1", true, true),
    ])
    func keywords(schema: String, isRefusedBy30: Bool, isRefusedBy31: Bool) throws {
        #expect(try faults("3.0.3", "    A: \(schema)\n").isEmpty != isRefusedBy30)
        #expect(try faults("3.1.0", "    A: \(schema)\n").isEmpty != isRefusedBy31)
    }

    @Test func filesThatNoKindRefersTo() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "meta-schema-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        let main = """
            openapi: 3.1.0
            components:
              schemas:
                ClusterSpec: {}
                NodePoolSpec: {}
                A: {$ref: 'parts.yaml#/a%20b'}
            """
        let parts = "other:\n  type: 1\na b:\n  items: {$ref: '#/next'}\nnext:\n  minItems: -1\n"
        try Data(main.utf8).write(to: root.appending(path: "provider.yaml"))
        try Data(parts.utf8).write(to: root.appending(path: "parts.yaml"))
        let files = try SchemaFiles.load(path: root.appending(path: "provider.yaml").path)
        let found = try #require(ProviderSchema.faults(in: files).first)
        #expect(found.file.hasSuffix("/parts.yaml"))
        #expect(found.line == 6)
        #expect(found.pointer.description == "/next/minItems")
        #expect(found.message == "no valid schema of OpenAPI 3.1: must be at least 0, but is -1")
        #expect(ProviderSchema.faults(in: files).count == 1)
    }

    /// As deep as a file may be: checking takes no more within each other than validation may.
    @Test(arguments: ["3.0.3", "3.1.0"]) func theDeepestSchema(version: String) throws {
        func deepest(_ open: String, _ close: String, _ count: Int) -> String {
            "    A: " + String(repeating: open, count: count) + "{minimum: x}" + String(repeating: close, count: count)
        }
        for (open, close, count) in [
            ("{items: ", "}", 252), ("{allOf: [", "]}", 126), ("{properties: {a: ", "}}", 126),
        ] {
            let found = try faults(version, deepest(open, close, count) + "\n")
            #expect(found.count == 1)
            #expect(found.first?.contains("must be a number, but is a string") == true, "\(found)")
        }
    }
}
