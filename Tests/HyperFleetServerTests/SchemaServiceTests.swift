import HyperFleetClient
import HyperFleetTesting
import TestSupport
import Testing

@Suite("The schema service")
struct SchemaServiceTests {
    @Test("shows the provider's schema, and checks specs as a create would, storing nothing")
    func provider() async throws {
        let schema = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        try await withFleetServer(TestServerOptions(schemaFile: schema.path)) { client, _ in
            let document = String(decoding: try await client.schemas.document(), as: UTF8.self)
            #expect(document.hasPrefix(#"{"openapi":"3.0.3""#))
            #expect(document.contains(#""enum":["eu","us"]"#))
            let spec = bytes(#"{"region":"moon","size":0,"sise":1}"#)
            let violations = try await client.schemas.violations(of: spec, kind: .cluster)
            let refused = await #expect(throws: RPCError.self) {
                try await client.clusters.create(name: "moon", spec: spec)
            }
            #expect(violations == refused?.violations)
            #expect(violations.map(\.field) == ["spec/region", "spec/size", "spec/sise"])
            #expect(try await client.schemas.violations(of: bytes(#"{"region":"eu"}"#), kind: .cluster).isEmpty)
            #expect(try await client.schemas.violations(of: bytes(#"{"replicas":-1}"#), kind: .nodePool).count == 1)
            #expect(try await client.schemas.violations(of: bytes("[1"), kind: .cluster).map(\.field) == ["spec"])
            #expect(try await client.schemas.violations(of: [], kind: .cluster).map(\.rule) == ["required"])
            #expect(try await client.clusters.listPage().resources.isEmpty)
        }
    }

    @Test("says that there is none, where any JSON object is taken")
    func none() async throws {
        try await withFleetServer(TestServerOptions()) { client, _ in
            let error = await #expect(throws: RPCError.self) { try await client.schemas.document() }
            #expect(error?.code == .notFound)
            let violations = try await client.schemas.violations(of: bytes(#"{"any":1}"#), kind: .cluster)
            #expect(violations.isEmpty)
        }
    }
}
