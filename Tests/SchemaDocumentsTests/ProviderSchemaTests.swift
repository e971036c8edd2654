import Foundation
import JSONModel
import SchemaDocuments
import Testing

@Suite struct ProviderSchemaTests {
    private static let schemas =
        "components:\n  schemas:\n    ClusterSpec: {type: object}\n    NodePoolSpec: {type: object}\n"

    /// A document's schemas, with these lines in the cluster's.
    private static func cluster(_ lines: String) -> String {
        "components:\n  schemas:\n    NodePoolSpec: {}\n    ClusterSpec:\n" + lines
    }

    @Test(arguments: ["3.0.0", "3.0.3", "3.0.12", "3.1.0", "3.1.1"])
    func versions(version: String) {
        #expect(refusal("openapi: \(version)\n" + Self.schemas) == nil)
        #expect(
            refusal(
                #"{"openapi":"\#(version)","components":{"schemas":{"ClusterSpec":{},"NodePoolSpec":{}}}}"#,
                file: "a.json") == nil)
    }

    /// Documents that are refused: line, pointer and a word of the reason.
    @Test(arguments: [
        ("openapi: 3.2.0\n" + schemas, 1, "/openapi", "3.2.0"),
        ("openapi: 3.0\n" + schemas, 1, "/openapi", "in quotes"),
        ("openapi: '3.0'\n" + schemas, 1, "/openapi", "not supported"),
        ("openapi: '3.0.x'\n" + schemas, 1, "/openapi", "not supported"),
        ("swagger: '2.0'\n" + schemas, 1, "/swagger", "Swagger 2"), (schemas, 1, "", "no 'openapi' line"),
        ("- 1", 1, "", "not array"),
        (
            "openapi: 3.1.0\njsonSchemaDialect: https://example.com/x\n" + schemas, 2, "/jsonSchemaDialect",
            "example.com"
        ),
        ("openapi: 3.0.3\npaths: {}\n", 1, "/components/schemas/ClusterSpec", "ClusterSpec"),
        (
            "openapi: 3.0.3\ncomponents:\n  schemas:\n    ClusterSpec: {}\n", 3, "/components/schemas/NodePoolSpec",
            "NodePoolSpec"
        ),
        (
            "openapi: 3.0.3\n" + cluster("      properties:\n        a:\n          const: 1\n"),
            8,
            "/components/schemas/ClusterSpec/properties/a/const", "'const' is no keyword of OpenAPI 3.0"
        ),
        (
            "openapi: 3.1.0\n" + cluster("      $ref: '#/components/schemas/Gone'\n"),
            6,
            "/components/schemas/ClusterSpec/$ref", "leads nowhere"
        ),
        (
            "openapi: 3.1.0\ncomponents:\n  schemas:\n    ClusterSpec:\n      pattern: '(?=a)'\n    NodePoolSpec: {}\n",
            5,
            "/components/schemas/ClusterSpec/pattern", "look-ahead"
        ),
        (
            "openapi: 3.1.0\n" + cluster("      $dynamicRef: '#x'\n"),
            6,
            "/components/schemas/ClusterSpec/$dynamicRef", "no anchor has that name"
        ),
    ])
    func refused(text: String, line: Int?, pointer: String, word: String) throws {
        let error = try #require(refusal(text), "it was accepted")
        #expect(error.line == line)
        #expect(error.pointer.description == pointer)
        #expect(error.message.contains(word), "\(error)")
        #expect(error.file == "provider.yaml")
    }

    @Test func placesInJSON() throws {
        let error = try #require(refusal("{\n  \"openapi\": 3,,\n}", file: "a.json"))
        #expect(error.line == 2)
        #expect(error.description.hasPrefix("a.json:2: the file is no valid JSON: "))
    }

    @Test func filesThatCannotBeRead() throws {
        func message(_ path: String) -> String {
            do throws(SchemaLoadError) {
                _ = try ProviderSchema.load(path: path)
                return "read"
            } catch {
                return error.description
            }
        }
        let folder = FileManager.default.temporaryDirectory
        let missing = folder.appending(path: "no-schema-\(UUID()).yaml").path
        #expect(message(missing) == "\(missing): there is no such file")
        #expect(message("/") == "/: this is a folder, not a file")
        let large = folder.appending(path: "large-\(UUID()).yaml")
        defer { try? FileManager.default.removeItem(at: large) }
        try Data(repeating: 0x23, count: 8 * 1024 * 1024 + 1).write(to: large)
        #expect(message(large.path) == "\(large.path): the file has more than 8388608 bytes")
    }
}
