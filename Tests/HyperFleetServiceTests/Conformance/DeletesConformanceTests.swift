import HyperFleetModel
import JSONModel
import Testing

@testable import HyperFleetService

/// The lifecycle cases about deletes of every kind, on the real store: a case's parent kind is run as Cluster, its
/// child kind as NodePool, under the adapters and the policy that it states.
@Suite struct DeletesConformanceTests {
    @Test func cases() async throws {
        let run = ConformanceRun(
            "lifecycle.json",
            exceptions: [
                // A third level, two kinds of children, and references are not ours.
                "del-009": "D21", "del-011": "D21", "del-025": "D21",
                // Marked resources are listed where they are asked for.
                "del-031": "D7",
                // The bodies of REST calls, and the optional fields in them, are not ours.
                "fde-011": "D21", "rsn-007": "D21", "rsn-008": "D21",
            ],
            areasLeftOut: [
                // LifecycleConformanceTests
                "create", "patch",
                // LifecycleRulesConformanceTests
                "create.spec_presence", "patch.presence", "patch.immutable_fields", "patch.type_mismatch",
                "generation.spec_equality",
            ])
        try await TestFleet.run { fleet in
            try await run.run { conformanceCase in
                switch conformanceCase.area {
                case "force_delete.reason_length": return Self.reasonLength(conformanceCase)
                case "delete":
                    return try await DeleteScenario(fleet: fleet, conformanceCase: conformanceCase)?.passes()
                case "hard_delete":
                    return try await RemovalScenario(fleet: fleet, conformanceCase: conformanceCase).passes()
                case "force_delete":
                    return try await ForceDeleteScenario(fleet: fleet, conformanceCase: conformanceCase).passes()
                case _: return nil
                }
            }
        }
    }

    /// Whether the length of a reason alone is judged as the case expects; another limit than ours is not asked.
    private static func reasonLength(_ conformanceCase: ConformanceCase) -> Bool? {
        let input = conformanceCase.input
        guard input["max_len"]?.int == Int64(ForceDeleteOrder.maximumReasonLength), let reason = input["value"]?.text
        else { return nil }
        let order = ForceDeleteOrder(
            kind: .cluster, reason: reason, preconditions: .none, end: .commit, caller: "admin", claim: nil)
        do throws(ServiceError) {
            try order.check()
            return conformanceCase.expectsSuccess
        } catch {
            return error.violations.contains { $0.rule == "max_length" } != conformanceCase.expectsSuccess
        }
    }
}
