import HyperFleetClient
import HyperFleetTesting
import Testing

/// What bad input gets: a code, a stable reason, and the field that is wrong.
@Suite("Bad input")
struct BadInputTests {
    private static let validation = ErrorReason.validation.rawValue

    /// A create that must be refused, and what the refusal names.
    struct BadCreate: Sendable, CustomTestStringConvertible {
        let what: String
        var name = "production"
        var labels: [String: String] = [:]
        var spec = "{}"
        let field: String
        let rule: String?

        var testDescription: String { what }
    }

    static let badCreates: [BadCreate] = [
        BadCreate(what: "no name", name: "", field: "name", rule: "required"),
        BadCreate(what: "a short name", name: "ab", field: "name", rule: nil),
        BadCreate(what: "a long name", name: String(repeating: "a", count: 54), field: "name", rule: "max_length"),
        BadCreate(what: "capitals in a name", name: "Production", field: "name", rule: "pattern"),
        BadCreate(
            what: "a name in the form of an id", name: "0191f0a0-0000-7000-8000-000000000000", field: "name",
            rule: nil),
        BadCreate(what: "a bad label key", labels: ["-env": "x"], field: "labels", rule: "pattern"),
        BadCreate(what: "a bad label value", labels: ["env": "a b"], field: "labels[env]", rule: nil),
        BadCreate(what: "no spec", spec: "", field: "spec", rule: "required"),
        BadCreate(what: "an array for a spec", spec: "[]", field: "spec", rule: "type"),
        BadCreate(what: "a text for a spec", spec: "\"x\"", field: "spec", rule: "type"),
        BadCreate(what: "a spec that is no JSON", spec: "{", field: "spec", rule: "syntax"),
        BadCreate(
            what: "a spec that is too deep",
            spec: String(repeating: #"{"a":"#, count: 65) + "1" + String(repeating: "}", count: 65),
            field: "spec" + String(repeating: "/a", count: 64), rule: "depth"),
        BadCreate(what: "a duplicate key", spec: #"{"a": {"b": 1, "b": 2}}"#, field: "spec/a/b", rule: "duplicate_key"),
        BadCreate(what: "a NUL in a spec's text", spec: #"{"a": "\u0000"}"#, field: "spec/a", rule: "nul"),
        BadCreate(what: "a lone surrogate", spec: #"{"a": "\ud800"}"#, field: "spec/a", rule: "surrogate"),
    ]

    @Test("Every bad create is refused with reason and field, and keeps nothing")
    func creates() async throws {
        try await withFleetServer { client, _ in
            for bad in Self.badCreates {
                let error = await #expect(throws: RPCError.self, "\(bad.what)") {
                    try await client.clusters.create(
                        name: bad.name, labels: Labels(bad.labels), spec: bytes(bad.spec))
                }
                guard let error else { continue }
                #expect(error.code == .invalidArgument, "\(bad.what): \(error)")
                #expect(error.processed == .no, "\(bad.what)")
                #expect(error.reason == Self.validation, "\(bad.what): \(error)")
                let violation = error.violations.first { $0.field.hasPrefix(bad.field) }
                #expect(violation != nil, "\(bad.what): \(error.violations)")
                if let rule = bad.rule { #expect(violation?.rule == rule, "\(bad.what): \(error.violations)") }
            }
            let answer = try await client.clusters.listPage(PageRequest(wantsTotal: true))
            #expect(answer.total == 0)
        }
    }

    @Test("All that is wrong with a create is told at once")
    func allAtOnce() async throws {
        try await withFleetServer { client, _ in
            let error = await #expect(throws: RPCError.self) {
                try await client.clusters.create(name: "A", labels: Labels(["": ""]), spec: bytes("[]"))
            }
            let fields = Set(error?.violations.map(\.field) ?? [])
            #expect(fields.isSuperset(of: ["name", "spec"]) && fields.count >= 3)
        }
    }

    @Test("A name that is taken, by twenty at once: one gets it")
    func nameTaken() async throws {
        try await withFleetServer { client, _ in
            let codes = await withTaskGroup(of: StatusCode.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        do throws(RPCError) {
                            _ = try await client.clusters.create(name: "production", spec: bytes("{}"))
                            return .ok
                        } catch {
                            return error.reason == ErrorReason.alreadyExists.rawValue ? error.code : .unknown
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(codes == [.ok: 1, .alreadyExists: 19])
        }
    }

    @Test("What is not there is NOT_FOUND, by id and by name")
    func notFound() async throws {
        try await withFleetServer { client, _ in
            let nobody = ResourceID(high: 0x0191_F0A0_0000_7000, low: 0x8000_0000_0000_0000)
            let references: [ResourceReference] = [.id(nobody), .name("nobody", owner: nil)]
            for reference in references {
                let errors = [
                    await #expect(throws: RPCError.self) { try await client.clusters.get(reference) },
                    await #expect(throws: RPCError.self) {
                        try await client.clusters.update(reference, spec: bytes("{}"))
                    },
                    await #expect(throws: RPCError.self) { try await client.clusters.delete(reference) },
                    await #expect(throws: RPCError.self) {
                        try await client.nodePools.create(in: reference, name: "workers", spec: bytes("{}"))
                    },
                    await #expect(throws: RPCError.self) {
                        try await client.adapterStatuses.report(
                            Report(adapter: "dns", observedGeneration: 1, conditions: AdapterConditions.allGood),
                            on: ReportTarget(kind: .cluster, reference: reference))
                    },
                ]
                for error in errors {
                    #expect(error?.code == .notFound)
                    #expect(error?.reason == ErrorReason.resourceNotFound.rawValue)
                }
            }
        }
    }

    @Test("A marked cluster takes no node pool and no change")
    func markedCluster() async throws {
        try await withFleetServer(TestServerOptions(clusterAdapters: ["dns"])) { client, _ in
            let cluster = try await client.clusters.create(name: "production", spec: bytes("{}"))
            _ = try await client.clusters.delete(.id(cluster.id))
            let errors = [
                await #expect(throws: RPCError.self) {
                    try await client.nodePools.create(in: .id(cluster.id), name: "workers", spec: bytes("{}"))
                },
                await #expect(throws: RPCError.self) {
                    try await client.clusters.update(.id(cluster.id), spec: bytes(#"{"a": 1}"#))
                },
            ]
            for error in errors {
                #expect(error?.code == .failedPrecondition)
                #expect(error?.reason == ErrorReason.stateConflict.rawValue)
            }
        }
    }

    @Test("A stale if_resource_version is ABORTED, with the present one")
    func staleVersion() async throws {
        try await withFleetServer { client, _ in
            let cluster = try await client.clusters.create(name: "production", spec: bytes("{}"))
            let now = try await client.clusters.update(.id(cluster.id), spec: bytes(#"{"a": 1}"#)).resource
            let errors = [
                await #expect(throws: RPCError.self) {
                    try await client.clusters.update(
                        .id(cluster.id), spec: bytes(#"{"a": 2}"#),
                        preconditions: Preconditions(ifResourceVersion: cluster.resourceVersion))
                },
                await #expect(throws: RPCError.self) {
                    try await client.clusters.delete(
                        .id(cluster.id), preconditions: Preconditions(ifResourceVersion: cluster.resourceVersion))
                },
            ]
            for error in errors {
                #expect(error?.code == .aborted)
                #expect(error?.reason == ErrorReason.versionConflict.rawValue)
                #expect(error?.details["resource_version"] == "\(now.resourceVersion)")
                #expect(error?.details["generation"] == "\(now.generation)")
            }
        }
    }

    @Test("A hundred writers that each retry with the version that the refusal names all succeed")
    func hundredWriters() async throws {
        try await withFleetServer { client, _ in
            let cluster = try await client.clusters.create(name: "production", spec: bytes("{}"))
            let last = try await withThrowingTaskGroup(of: Resource.self) { group in
                for writer in 1...100 {
                    group.addTask {
                        try await Self.writeUntilAccepted(client, cluster.id, spec: #"{"writer": \#(writer)}"#)
                    }
                }
                return try await group.reduce(into: cluster) { last, answer in
                    if answer.generation > last.generation { last = answer }
                }
            }
            let stored = try await client.clusters.get(.id(cluster.id))
            #expect(stored.generation == 101)
            #expect(last.generation == 101)
            #expect(try stored.spec.value() == last.spec.value())
        }
    }

    private static func writeUntilAccepted(
        _ client: FleetClient, _ id: ResourceID, spec: String
    ) async throws -> Resource {
        var version: Int64 = 1
        while true {
            do throws(RPCError) {
                return try await client.clusters.update(
                    .id(id), spec: bytes(spec), preconditions: Preconditions(ifResourceVersion: version)
                ).resource
            } catch {
                guard error.code == .aborted, let text = error.details["resource_version"], let named = Int64(text)
                else { throw error }
                version = named
            }
        }
    }

    @Test("A spec that breaks the provider's schema is refused with every violation")
    func schemaViolations() async throws {
        let schema = try ScratchFile(ExampleSchema.yaml, name: "provider.yaml")
        try await withFleetServer(TestServerOptions(schemaFile: schema.path)) { client, _ in
            let error = await #expect(throws: RPCError.self) {
                try await client.clusters.create(
                    name: "production", spec: bytes(#"{"region": "moon", "size": 0, "other": 1}"#))
            }
            #expect(error?.code == .invalidArgument)
            let found = Set(error?.violations.map { "\($0.field) \($0.rule)" } ?? [])
            #expect(found.isSuperset(of: ["spec/region enum", "spec/size minimum"]))
            #expect(found.contains { $0.hasSuffix(" additionalProperties") })
            let cluster = try await client.clusters.create(
                name: "production", spec: bytes(#"{"region": "eu", "size": 1}"#))
            let update = await #expect(throws: RPCError.self) {
                try await client.clusters.update(.id(cluster.id), spec: bytes(#"{"size": 2}"#))
            }
            #expect(update?.violations.contains { $0.rule == "required" } == true)
            let stored = try await client.clusters.get(.id(cluster.id))
            #expect(stored.generation == 1)
        }
    }
}

/// A small provider schema.
enum ExampleSchema {
    static let yaml = """
        openapi: 3.0.3
        info: {title: Test, version: "1"}
        paths: {}
        components:
          schemas:
            ClusterSpec:
              type: object
              required: [region]
              additionalProperties: false
              properties:
                region: {type: string, enum: [eu, us]}
                size: {type: integer, minimum: 1}
            NodePoolSpec:
              type: object
              properties:
                replicas: {type: integer, minimum: 0}
        """
}
