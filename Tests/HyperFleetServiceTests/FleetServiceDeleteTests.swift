import HyperFleetModel
import HyperFleetService
import Testing

@Suite struct FleetServiceDeleteTests {
    @Test func aDeleteMarksTheClusterWithItsNodePoolsAndFreesItsName() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster(labels: ["a": "1"])
            let pool = try await fleet.createNodePool(of: cluster)
            let answer = try await fleet.delete(cluster)
            #expect(answer.outcome == .marked)
            #expect(answer.resource?.generation == 2)
            let storedPool = try #require(try await fleet.stored(pool))
            #expect(storedPool.generation == 2)
            #expect(storedPool.deletedTime == answer.resource?.deletedTime)
            #expect(storedPool.deletedBy == "deleter")
            let again = try await fleet.delete(cluster, caller: "somebody else")
            #expect(again.outcome == .marked)
            #expect(again.resource?.deletedBy == "deleter")
            #expect(again.resource?.resourceVersion == answer.resource?.resourceVersion)
            let other = try await fleet.createCluster()
            #expect(try await fleet.service.get(.cluster, .name("prod", owner: nil)).id == other.id)
        }
    }

    @Test func adaptersFinalizeNodePoolAndClusterInAnyOrder() async throws {
        for poolFirst in [true, false] {
            try await TestFleet.run { fleet in
                let cluster = try await fleet.createCluster(labels: ["a": "1"])
                let pool = try await fleet.createNodePool(of: cluster)
                _ = try await fleet.delete(cluster)
                let finalized = AdapterCondition.samples(available: .isFalse, finalized: .isTrue)
                func finalize(_ resource: Resource, _ adapter: String) async throws -> ReportOutcome {
                    try await fleet.report(
                        resource, .sample(adapter: adapter, observedGeneration: 2, conditions: finalized)
                    ).outcome
                }
                if poolFirst {
                    #expect(try await finalize(pool, "np") == .resourceRemoved)
                    #expect(try await fleet.stored(pool) == nil)
                    #expect(try await finalize(cluster, "dns") == .resourceRemoved)
                } else {
                    #expect(try await finalize(cluster, "dns") == .applied)
                    let waiting = try #require(try await fleet.stored(cluster))
                    #expect(waiting.conditions[0].reason == "ReconciledWaitingForChildren")
                    #expect(try await finalize(pool, "np") == .resourceRemoved)
                }
                #expect(try await fleet.stored(cluster) == nil)
                #expect(try await fleet.stored(pool) == nil)
            }
        }
    }

    @Test func withoutAdaptersADeleteRemovesAtOnce() async throws {
        try await TestFleet.run(cluster: [], nodePool: []) { fleet in
            let cluster = try await fleet.createCluster(labels: ["a": "1"])
            let pool = try await fleet.createNodePool(of: cluster)
            let answer = try await fleet.delete(cluster)
            #expect(answer.outcome == .removed)
            #expect(answer.resource?.deletedBy == "deleter")
            #expect(try await fleet.stored(cluster) == nil)
            #expect(try await fleet.stored(pool) == nil)
            let again = try await refusal { _ = try await fleet.delete(cluster) }
            #expect(again?.reason == .resourceNotFound)
        }
    }

    @Test func aMarkedNameIsFoundWhileItIsTheOnlyOne() async throws {
        try await TestFleet.run { fleet in
            let first = try await fleet.createCluster()
            _ = try await fleet.delete(first)
            #expect(try await fleet.service.get(.cluster, .name("prod", owner: nil)).id == first.id)
            let second = try await fleet.createCluster()
            _ = try await fleet.delete(second)
            let error = try await refusal { _ = try await fleet.service.get(.cluster, .name("prod", owner: nil)) }
            #expect(error?.reason == .stateConflict)
            let ids = Set((error?.details["ids"] ?? "").split(separator: ",").map(String.init))
            #expect(ids == [first.id.description, second.id.description])
        }
    }

    @Test func aNameThatNothingCanHaveIsNotFound() async throws {
        try await TestFleet.run { fleet in
            for name in ["No such name!", "nul\0", String(repeating: "a", count: 10_000)] {
                let error = try await refusal { _ = try await fleet.service.get(.cluster, .name(name, owner: nil)) }
                #expect(error?.reason == .resourceNotFound)
            }
            let id = ResourceID.make().description
            let error = try await refusal { _ = try await fleet.service.get(.cluster, .name(id, owner: nil)) }
            #expect(error?.violations.map(\.rule) == ["not_uuid"])
        }
    }

    @Test func aDeleteHonoursItsPrecondition() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            let error = try await refusal {
                _ = try await fleet.service.delete(
                    .cluster, .name("prod", owner: nil), preconditions: Preconditions(ifResourceVersion: 7),
                    caller: "deleter")
            }
            #expect(error?.reason == .versionConflict)
            #expect(try await fleet.stored(cluster)?.isMarked == false)
            let pool = try await fleet.createNodePool(of: cluster)
            let answer = try await fleet.service.delete(
                .nodePool, .name("pool", owner: .name("prod", owner: nil)),
                preconditions: Preconditions(ifResourceVersion: 1),
                caller: "deleter")
            #expect(answer.resource?.id == pool.id)
            #expect(answer.outcome == .marked)
        }
    }

    @Test func aChildIsMadeOrTheParentIsMarkedNeverBothAfterIt() async throws {
        try await TestFleet.run { fleet in
            for round in 0..<10 {
                let cluster = try await fleet.createCluster("prod-\(round)")
                async let pool: ServiceError? = refusal { try await fleet.createNodePool(of: cluster) }
                async let deleted = fleet.delete(cluster)
                let (refused, answer) = try await (pool, deleted)
                #expect(answer.outcome == .marked)
                let children = try await fleet.service.list(
                    .nodePool, owner: .id(cluster.id), page: PageRequest(showDeleted: true))
                if let refused {
                    #expect(refused.reason == .stateConflict)
                    #expect(children.resources.isEmpty)
                } else {
                    #expect(children.resources.map(\.isMarked) == [true])
                }
            }
        }
    }
}
