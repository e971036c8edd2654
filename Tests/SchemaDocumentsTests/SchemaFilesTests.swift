import Foundation
import JSONModel
import JSONSchema
import SchemaDocuments
import TestSupport
import Testing

/// Schemas in several files of one folder.
@Suite struct SchemaFilesTests {
    private static let main = """
        openapi: 3.0.3
        components:
          schemas:
            ClusterSpec:
              type: object
              properties:
                network: {$ref: 'parts/network.yaml#/Network'}
                size: {$ref: 'sizes.json'}
                example: {type: string, example: {$ref: 'not-there.yaml'}}
            NodePoolSpec: {type: object}
        """
    private static let network = """
        Network:
          type: object
          required: [cidr]
          properties:
            cidr: {$ref: '#/Block'}
            inner: {$ref: 'network.yaml#/Network'}
            size: {$ref: '../sizes.json'}
        Block: {type: string, pattern: '^10\\.'}
        """

    /// Writes files to a folder of its own, and gives the path of `provider.yaml` in it.
    private func folder(_ files: [String: String]) throws -> String {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("schema-\(UUID().uuidString)/in")
        for (name, text) in files {
            let file = root.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return root.appendingPathComponent("provider.yaml").path
    }

    private func remove(_ path: String) {
        let root = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent()
        try? FileManager.default.removeItem(at: root)
    }

    private func violations(_ spec: String, _ schema: ProviderSchema) throws -> [String] {
        let value = try JSONParser.parse(Array(spec.utf8), limits: .document)
        return schema.cluster.validate(value).map { "\($0.instancePointer) \($0.keyword)" }
    }

    @Test func referencesLeadToOtherFiles() throws {
        let path = try folder([
            "provider.yaml": Self.main, "parts/network.yaml": Self.network, "sizes.json": #"{"type":"integer"}"#,
        ])
        defer { remove(path) }
        let schema = try ProviderSchema.load(path: path)
        let good = #"{"network":{"cidr":"10.0","inner":{"cidr":"10.1","size":1}},"size":3}"#
        let bad = #"{"network":{"cidr":"9.0","inner":{"size":"x"}},"size":"y"}"#
        #expect(try violations(good, schema).isEmpty)
        #expect(
            Set(try violations(bad, schema)) == [
                "/network/cidr pattern", "/network/inner/cidr required", "/network/inner/size type", "/size type",
            ])
    }

    @Test func aBundleSaysTheSameInOneDocument() throws {
        let path = try folder([
            "provider.yaml": Self.main, "parts/network.yaml": Self.network, "sizes.json": #"{"type":"integer"}"#,
        ])
        defer { remove(path) }
        let bundle = SchemaBundler.bundle(try SchemaFiles.load(path: path))
        let text = bundle.description
        #expect(!text.contains("network.yaml") && !text.contains("sizes.json"))
        let alone = try ProviderSchema(SchemaDocument.parse(Array(text.utf8), file: "bundle.json"))
        let bad = #"{"network":{"cidr":"9.0","inner":{"size":"x"}},"size":"y"}"#
        #expect(try violations(bad, alone) == violations(bad, try ProviderSchema.load(path: path)))
    }

    @Test(arguments: [
        ("../outside.yaml", "leads out of the schema's folder"), ("/etc/passwd", "leads out of the schema's folder"),
        ("a/../../outside.yaml", "leads out of the schema's folder"),
        ("link.yaml", "leads out of the schema's folder"), ("none.yaml", "leads to a file that is not there"),
        ("https://example.com/s.yaml", "leaves the document"), ("broken.json", "the file is no valid JSON"),
    ])
    func whatMustNotBeRead(reference: String, message: String) throws {
        let path = try folder([
            "provider.yaml": Self.main.replacing("sizes.json", with: reference),
            "parts/network.yaml": Self.network.replacing("../sizes.json", with: "#/Block"),
            "broken.json": "{", "../outside.yaml": "type: string\n",
        ])
        defer { remove(path) }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createSymbolicLink(
            atPath: folder.appendingPathComponent("link.yaml").path, withDestinationPath: "../outside.yaml")
        let error = #expect(throws: SchemaLoadError.self) { try ProviderSchema.load(path: path) }
        #expect(error?.message.contains(message) == true, "\(String(describing: error))")
    }

    @Test func anErrorNamesTheFileItStandsIn() throws {
        let path = try folder([
            "provider.yaml": Self.main, "sizes.json": #"{"type":"integer"}"#,
            "parts/network.yaml": Self.network.replacing("type: string", with: "type: text"),
        ])
        defer { remove(path) }
        let error = try #require(#expect(throws: SchemaLoadError.self) { try ProviderSchema.load(path: path) })
        #expect(error.file.hasSuffix("parts/network.yaml"))
        #expect(error.line == 8)
        #expect(error.pointer == JSONPointer(["Block", "type"]))
    }
}
