import Foundation
import HyperFleetModel
import HyperFleetPostgresStore
import JSONModel
import JSONSchema
import SchemaDocuments
import Testing

@testable import HyperFleetService

/// The provider's schema: what of a document is used, which calls it checks, and how a broken rule is answered.
@Suite struct SchemaConformanceTests {
    @Test func cases() async throws {
        let run = ConformanceRun(
            "schema.json",
            exceptions: [
                // Kinds come from no file: Cluster and NodePool always have their schemas, and no other kind has one.
                "sld-003": "D21", "sld-004": "D21", "smt-005": "D21",
                // Calls have a kind of their own; there is no path for all of them.
                "smt-007": "D21", "smt-008": "D21",
            ])
        try await run.run { conformanceCase in
            switch conformanceCase.area {
            case "schema.validate": try Self.validate(conformanceCase)
            case "schema.load": try Self.load(conformanceCase.input).map { $0 == conformanceCase.expectsSuccess }
            case "schema.applies_to":
                try await Self.isChecked(conformanceCase.input).map {
                    $0 == conformanceCase.expected["validate"]?.flag
                }
            case "schema.request_flow": try await Self.request(conformanceCase)
            default: nil
            }
        }
    }

    private static func schema(_ value: JSONValue) throws -> CompiledSchema {
        try SchemaCompiler(document: value, dialect: .openAPI30).compile(at: .root)
    }

    private static func validate(_ conformanceCase: ConformanceCase) throws -> Bool? {
        guard let rule = conformanceCase.input["schema"], let spec = conformanceCase.input["spec"] else { return nil }
        var violations: [Violation] = []
        let read = SpecRules.read(spec.serialized(), schema: try schema(rule), violations: &violations)
        guard read == nil else { return conformanceCase.expectsSuccess && violations.isEmpty }
        // Ours are JSON pointers, and all of them are told.
        let places = violations.map { $0.field.replacing("/", with: ".") }
        return conformanceCase.expected["first_violation_at"]?.text.map { places.first == $0 }
            .map { $0 && CaseFleet.isExpected(.invalid(violations), conformanceCase.expected) }
    }

    /// Whether a document can be used.
    private static func load(_ input: JSONValue) throws -> Bool? {
        if let path = input["path"]?.text { return (try? ProviderSchema.load(path: path)) != nil }
        guard input["required"] == nil, let names = input["components"]?.items.compactMap(\.text) else { return nil }
        let schemas = names.map { #""\#($0)":{"type":"object"}"# }.joined(separator: ",")
        let document =
            #"{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{},"components":{"schemas":{\#(schemas)}}}"#
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(document.utf8).write(to: file)
        return (try? ProviderSchema.load(path: file.path)) != nil
    }

    /// Whether the call that a request stands for is refused by a schema that no spec fits.
    private static func isChecked(_ input: JSONValue) async throws -> Bool? {
        let steps = input["path"]?.text?.split(separator: "/").dropFirst(3) ?? []
        guard let method = input["method"]?.text, steps.first == "clusters" else { return nil }
        let nothing = try schema(json(#"{"not":{}}"#))
        return try await withService(SpecSchemas(cluster: nothing, nodePool: nothing)) { fleet, service in
            let cluster = try await fleet.createCluster("prod")
            return try await isRefusedForSpec {
                switch (method, steps.count) {
                case ("POST", 1):
                    _ = try await service.create(
                        .cluster, owner: nil, name: "other", labels: Labels(), spec: Array("{}".utf8), caller: "user")
                case ("PATCH", 2):
                    _ = try await service.update(
                        .cluster, .id(cluster.id), ResourceUpdate(spec: .replace(Array(#"{"a":1}"#.utf8))),
                        caller: "user")
                default:
                    _ = try await service.get(.cluster, .id(cluster.id))
                }
            }
        }
    }

    private static func request(_ conformanceCase: ConformanceCase) async throws -> Bool? {
        let input = conformanceCase.input
        let spec =
            switch input["spec"]?.text {
            case "valid": #"{"region":"here"}"#
            case let text?: String(decoding: JSONValue.string(text).serialized(), as: UTF8.self)
            // Of a body that is no JSON, the part that would be the spec.
            case nil: "{invalid}"
            }
        let rule = try schema(json(#"{"type":"object","required":["region"]}"#))
        let isRefused = try await withService(SpecSchemas(cluster: rule, nodePool: rule)) { fleet, service in
            let cluster = try await fleet.createCluster("prod")
            return try await isRefusedForSpec {
                if input["method"]?.text == "POST" {
                    _ = try await service.create(
                        .cluster, owner: nil, name: "other", labels: Labels(), spec: Array(spec.utf8), caller: "user")
                } else {
                    _ = try await service.update(
                        .cluster, .id(cluster.id), ResourceUpdate(spec: .replace(Array(spec.utf8))), caller: "user")
                }
            }
        }
        return isRefused != conformanceCase.expected["next"]?.flag
    }

    /// Whether a call is refused for its spec; any other refusal is a failure of the test.
    private static func isRefusedForSpec(_ call: () async throws -> Void) async throws -> Bool {
        do {
            try await call()
            return false
        } catch let error as ServiceError where error.reason == .validation {
            #expect(!error.violations.isEmpty && error.violations.allSatisfy { $0.field.hasPrefix("spec") })
            return true
        }
    }

    private static func withService(
        _ schemas: SpecSchemas, _ body: @escaping @Sendable (TestFleet, FleetService) async throws -> Bool
    ) async throws -> Bool {
        let answer = Answer()
        try await TestFleet.run { fleet in
            let service = FleetService(
                store: fleet.store, schemas: schemas, settings: fleet.settings,
                tokenKey: try await fleet.store.pageTokenKey())
            await answer.set(try await body(fleet, service))
        }
        return await answer.value
    }

    private static func json(_ text: String) throws -> JSONValue {
        try JSONParser.parse(Array(text.utf8), limits: .document)
    }

    private actor Answer {
        private(set) var value = false

        func set(_ value: Bool) {
            self.value = value
        }
    }
}
