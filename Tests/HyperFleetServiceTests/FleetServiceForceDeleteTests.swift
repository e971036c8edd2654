import HyperFleetModel
import HyperFleetPostgresStore
import HyperFleetService
import Testing

@Suite("Force delete")
struct FleetServiceForceDeleteTests {
    private func forceDelete(
        _ fleet: TestFleet, _ resource: Resource, reason: String = "the adapter is gone for good",
        preconditions: Preconditions = .none, isDryRun: Bool = false, key: String? = nil
    ) async throws -> ForceDeleteAnswer {
        try await fleet.service.forceDelete(
            resource.kind, .id(resource.id), reason: reason, preconditions: preconditions, isDryRun: isDryRun,
            caller: "admin", idempotencyKey: key)
    }

    @Test func aMarkedClusterGoesWithAllBeneathIt() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster(labels: ["a": "b"])
            let pool = try await fleet.createNodePool(of: cluster)
            _ = try await fleet.report(cluster, .sample(adapter: "dns"))
            _ = try await fleet.report(pool, .sample(adapter: "np"))
            _ = try await fleet.report(pool, .sample(adapter: "extra"))
            _ = try await fleet.delete(cluster)
            let answer = try await forceDelete(fleet, cluster)
            #expect(
                answer.deletion.removed == [
                    RemovedResource(kind: .cluster, id: cluster.id, name: "prod", generation: 2, adapters: ["dns"]),
                    RemovedResource(
                        kind: .nodePool, id: pool.id, name: "pool", generation: 2, adapters: ["extra", "np"]),
                ])
            #expect(try await fleet.stored(cluster) == nil)
            #expect(try await fleet.stored(pool) == nil)
            let audit = try fleet.psql(
                "SELECT id, caller, reason, kind, resource_name, jsonb_array_length(removed) FROM force_deletions")
            #expect(
                audit == "\(answer.deletion.auditID)|admin|the adapter is gone for good|Cluster|prod|2")
        }
    }

    @Test func aNodePoolTakesAMarkedClusterThatWaitedForItAlone() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            let pool = try await fleet.createNodePool(of: cluster)
            _ = try await fleet.delete(cluster)
            let finalized = Report.sample(
                adapter: "dns", observedGeneration: 2, conditions: AdapterCondition.samples(finalized: .isTrue))
            #expect(try await fleet.report(cluster, finalized).outcome == .applied)
            let answer = try await forceDelete(fleet, pool)
            #expect(answer.deletion.removed.map(\.id) == [pool.id, cluster.id])
            #expect(try await fleet.stored(cluster) == nil)
        }
    }

    @Test func onlyMarkedOnesGoAndOnlyWithAReason() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            let active = try await refusal { _ = try await forceDelete(fleet, cluster) }
            #expect(active?.reason == .stateConflict)
            let activeByName = try await refusal {
                _ = try await fleet.service.forceDelete(
                    .cluster, .name("prod", owner: nil), reason: "why", caller: "admin")
            }
            #expect(activeByName?.reason == .stateConflict)
            _ = try await fleet.delete(cluster)
            for reason in ["", " \n", String(repeating: "é", count: 1_025)] {
                let bad = try await refusal { _ = try await forceDelete(fleet, cluster, reason: reason) }
                #expect(bad?.reason == .validation)
                #expect(bad?.violations.map(\.field) == ["reason"])
            }
            let stale = try await refusal {
                _ = try await forceDelete(fleet, cluster, preconditions: Preconditions(ifGeneration: 1))
            }
            #expect(stale?.reason == .versionConflict)
            let dry = try await forceDelete(
                fleet, cluster, reason: String(repeating: "é", count: 1_024), isDryRun: true)
            #expect(dry.deletion.removed.map(\.id) == [cluster.id])
            #expect(try await fleet.stored(cluster)?.isMarked == true)
            #expect(try fleet.psql("SELECT count(*) FROM force_deletions") == "0")
        }
    }

    @Test func aNameMeansTheMarkedOne() async throws {
        try await TestFleet.run { fleet in
            let marked = try await fleet.createCluster()
            _ = try await fleet.delete(marked)
            let active = try await fleet.createCluster()
            func byName() async throws -> ForceDeleteAnswer {
                try await fleet.service.forceDelete(
                    .cluster, .name("prod", owner: nil), reason: "why", caller: "admin", idempotencyKey: "k1")
            }
            let answer = try await byName()
            #expect(answer.deletion.removed.map(\.id) == [marked.id])
            let again = try await byName()
            #expect(again.deletion == answer.deletion && again.replay?.id == marked.id)
            #expect(try await fleet.stored(active) != nil)
            _ = try await fleet.delete(active)
            let third = try await fleet.createCluster()
            _ = try await fleet.delete(third)
            let ambiguous = try await refusal {
                _ = try await fleet.service.forceDelete(
                    .cluster, .name("prod", owner: nil), reason: "why", caller: "admin")
            }
            #expect(ambiguous?.reason == .stateConflict)
            #expect(ambiguous?.details["ids"]?.contains(active.id.description) == true)
        }
    }
}
