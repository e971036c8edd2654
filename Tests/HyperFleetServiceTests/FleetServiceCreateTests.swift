import HyperFleetModel
import Testing

@testable import HyperFleetService

@Suite struct FleetServiceCreateTests {
    @Test func aCreatedClusterIsReadByIDAndByName() async throws {
        try await TestFleet.run { fleet in
            let created = try await fleet.createCluster("prod", labels: ["env": "prod"], spec: #"{"a":1.10}"#)
            #expect(created.generation == 1)
            #expect(created.resourceVersion == 1)
            #expect(created.createdBy == "maker" && created.updatedBy == "maker")
            #expect(created.conditions.map(\.type) == ["Reconciled", "LastKnownReconciled"])
            #expect(created.conditions.allSatisfy { !$0.status })
            for reference in [ResourceReference.id(created.id), .name("prod", owner: nil)] {
                let read = try await fleet.service.get(.cluster, reference)
                #expect(read.id == created.id)
                #expect(read.labels == Labels(["env": "prod"]))
                #expect(read.conditions == created.conditions)
                #expect(read.createdTime == created.createdTime)
                #expect(read.specText.contains("1.10"))
            }
        }
    }

    @Test func everyBrokenRuleOfARequestIsNamed() async throws {
        try await TestFleet.run { fleet in
            let error = try await refusal {
                _ = try await fleet.service.create(
                    .cluster, owner: nil, name: "X", labels: Labels(["-": "v", "k": "-"]), spec: Array("[1]".utf8),
                    caller: "maker")
            }
            #expect(error?.reason == .validation)
            #expect(error?.violations.map(\.field) == ["name", "spec", "labels", "labels[k]"])
            #expect(error?.violations.map(\.rule) == ["min_length", "type", "pattern", "pattern"])
        }
    }

    @Test(arguments: [
        ("", "required", "spec"), (#"{"a":{"b":1,"b":2}}"#, "duplicate_key", "spec/a/b"), ("{", "syntax", "spec"),
        (#"{"a":"\u0000"}"#, "nul", "spec/a"), ("null", "type", "spec"),
    ])
    func aBadSpecIsRefusedWithItsPlace(spec: String, rule: String, field: String) async throws {
        var violations: [Violation] = []
        do throws(ServiceError) {
            _ = try CreateRules.check(
                .cluster, owner: nil, name: "prod", labels: Labels(), spec: Array(spec.utf8), schema: nil,
                caller: "maker")
        } catch {
            violations = error.violations
        }
        #expect(violations.map(\.rule) == [rule])
        #expect(violations.map(\.field) == [field])
    }

    @Test func aNameIsTakenOnceWhateverTheRace() async throws {
        try await TestFleet.run { fleet in
            let outcomes = await withTaskGroup(of: ErrorReason?.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        do {
                            try await fleet.createCluster("prod")
                            return nil
                        } catch {
                            return (error as? ServiceError)?.reason
                        }
                    }
                }
                return await group.reduce(into: [ErrorReason?]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.count { $0 == .alreadyExists } == 19)
        }
    }

    @Test func aNodePoolNeedsAnActiveCluster() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            let byName = try await fleet.service.create(
                .nodePool, owner: .name("prod", owner: nil), name: "pool", labels: Labels(), spec: Array("{}".utf8),
                caller: "maker"
            ).resource
            #expect(byName.owner == cluster.id)
            let missing = try await refusal {
                _ = try await fleet.service.create(
                    .nodePool, owner: .id(.make()), name: "pool", labels: Labels(), spec: Array("{}".utf8),
                    caller: "maker")
            }
            #expect(missing?.reason == .resourceNotFound)
            let none = try await refusal {
                _ = try await fleet.service.create(
                    .nodePool, owner: nil, name: "pool", labels: Labels(), spec: Array("{}".utf8), caller: "maker")
            }
            #expect(none?.violations.map(\.field) == ["cluster"])
            _ = try await fleet.delete(cluster)
            let marked = try await refusal { try await fleet.createNodePool("other", of: cluster) }
            #expect(marked?.reason == .stateConflict)
        }
    }
}
