import Foundation
import JSONModel
import JSONSchema
import SchemaDocuments
import Testing

@Suite struct ExampleTests {
    private static let provider = Result {
        try ProviderSchema.load(path: repositoryPath("docs/examples/provider.yaml"))
    }

    private static func spec(_ name: String) throws -> JSONValue {
        let bytes = Array(try Data(contentsOf: URL(filePath: repositoryPath("docs/examples/\(name)"))))
        return try JSONParser.parse(bytes, limits: .spec)
    }

    /// Every spec in docs/examples is one that the provider schema beside it accepts.
    @Test func examplesAreValid() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: repositoryPath("docs/examples"))
            .filter { $0.hasSuffix(".json") }.sorted()
        #expect(files == ["cluster-larger.json", "cluster.json", "node-pool.json"])
        let provider = try Self.provider.get()
        for file in files {
            let schema = file.hasPrefix("cluster") ? provider.cluster : provider.nodePool
            #expect(schema.validate(try Self.spec(file)).map(\.message) == [], "\(file)")
        }
    }

    @Test func theOtherProviderIsValid() throws {
        _ = try ProviderSchema.load(path: repositoryPath("docs/examples/provider/gcp.yaml"))
    }

    /// The example's own rules hold: one change to a good spec, and what it breaks.
    @Test(arguments: [
        ("cluster.json", ["access"], #""Private""#, ["required /allowedSources"]),
        ("cluster.json", ["region"], #""mars""#, ["additionalProperties /region"]),
        (
            "cluster.json", ["platform"], #"{"type":"gcp","gcp":{"projectID":"x"}}"#,
            ["required /platform/gcp/region", "pattern /platform/gcp/projectID"]
        ),
        ("cluster.json", ["pullSecret"], #""not base64""#, ["format /pullSecret"]),
        ("cluster-larger.json", ["encryption"], #"{"type":"key"}"#, ["oneOf /encryption"]),
        (
            "cluster-larger.json", ["maintenance"], #"{"windows":[{"day":"Sat","startHour":24,"hours":0.3}]}"#,
            ["exclusiveMaximum /maintenance/windows/0/startHour", "multipleOf /maintenance/windows/0/hours"]
        ),
        ("node-pool.json", ["nodeCount"], "3", ["oneOf "]),
        ("node-pool.json", ["tags"], #"{"Team":"x"}"#, ["propertyNames /tags/Team"]),
        ("node-pool.json", ["diskGiB"], "129", ["multipleOf /diskGiB"]),
    ])
    func oneChange(file: String, members: [String], value: String, wanted: [String]) throws {
        guard case .object(var spec) = try Self.spec(file) else {
            Issue.record("\(file) is no object")
            return
        }
        for member in members { spec[member] = try JSONParser.parse(Array(value.utf8), limits: .spec) }
        let provider = try Self.provider.get()
        let schema = file.hasPrefix("cluster") ? provider.cluster : provider.nodePool
        #expect(schema.validate(.object(spec)).map { "\($0.keyword) \($0.instancePointer)" } == wanted)
    }
}
