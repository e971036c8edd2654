import HyperFleetModel
import JSONModel
import Testing

@testable import HyperFleetService

/// The lifecycle cases that need no stored resource.
@Suite struct LifecycleRulesConformanceTests {
    @Test func cases() async throws {
        let run = ConformanceRun(
            "lifecycle.json",
            exceptions: [
                // References are not ours.
                "pat-005": "D21", "pat-007": "D21",
                // The bodies of a REST call: our messages have no such members, and labels are of one type.
                "pat-008": "D21", "pat-010": "D21", "pat-011": "D21", "pat-012": "D21", "pat-014": "D21",
                // A stored spec is always there: it is required on create, and an update without one leaves it.
                "jeq-011": "D21", "jeq-012": "D21", "jeq-014": "D21", "jeq-016": "D21",
            ],
            areasLeftOut: [
                // On the store: LifecycleConformanceTests.
                "create", "patch",
                // DeletesConformanceTests.
                "delete", "hard_delete", "force_delete", "force_delete.reason_length",
            ])
        try await run.run { conformanceCase in
            switch conformanceCase.area {
            case "create.spec_presence":
                var violations: [Violation] = []
                let spec = conformanceCase.input["spec"]?.serialized() ?? []
                let isRead = SpecRules.read(spec, schema: nil, violations: &violations) != nil
                return isRead == conformanceCase.expectsSuccess && isRead == violations.isEmpty
            case "patch.presence", "patch.immutable_fields", "patch.type_mismatch":
                return Self.update(conformanceCase)
            case "generation.spec_equality":
                return Self.equality(conformanceCase)
            default: return nil
            }
        }
    }

    private static func update(_ conformanceCase: ConformanceCase) -> Bool? {
        guard let patch = conformanceCase.input["patch"], isExpressible(patch) else { return nil }
        let labels = patch["labels"].map { Labels(strings: $0) }
        do throws(ServiceError) {
            _ = try UpdateRules.check(
                ResourceUpdate(
                    labels: labels.map { .replace($0) }, spec: patch["spec"].map { .replace($0.serialized()) }),
                schema: nil, caller: "user@test.com")
            return conformanceCase.expectsSuccess
        } catch {
            return !conformanceCase.expectsSuccess
        }
    }

    /// Whether a patch's members exist in an update of ours.
    private static func isExpressible(_ patch: JSONValue) -> Bool {
        patch.members.allSatisfy { key, value in
            switch (key, value) {
            case ("spec", _), ("labels", .object): true
            default: false
            }
        }
    }

    private static func equality(_ conformanceCase: ConformanceCase) -> Bool? {
        let input = conformanceCase.input
        guard let left = input["a"]?.text, let right = input["b"]?.text, !left.isEmpty, !right.isEmpty else {
            return nil
        }
        return areEqual(left, right) == conformanceCase.expected["equal"]?.flag
    }

    /// Whether an update from `left` to `right` would change nothing; a text that is no spec is refused.
    private static func areEqual(_ left: String, _ right: String) -> Bool {
        var violations: [Violation] = []
        guard let stored = SpecRules.read(Array(left.utf8), schema: nil, violations: &violations),
            let sent = SpecRules.read(Array(right.utf8), schema: nil, violations: &violations)
        else { return false }
        return (try? UpdateRules.areEqual(sent, stored)) ?? false
    }
}

extension Labels {
    /// The labels of a JSON object of strings.
    init(strings value: JSONValue) {
        self.init(
            Dictionary(value.members.map { ($0.key, $0.value.text ?? "") }, uniquingKeysWith: { first, _ in first }))
    }
}
