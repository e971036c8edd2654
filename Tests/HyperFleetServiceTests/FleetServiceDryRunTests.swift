import HyperFleetModel
import HyperFleetPostgresStore
import HyperFleetService
import Testing

@Suite("A dry run checks everything and stores nothing")
struct FleetServiceDryRunTests {
    private func create(
        _ fleet: TestFleet, name: String, owner: ResourceReference? = nil, spec: String = "{}"
    ) async throws -> CreateAnswer {
        try await fleet.service.create(
            owner == nil ? .cluster : .nodePool, owner: owner, name: name, labels: Labels(["a": "b"]),
            spec: Array(spec.utf8), isDryRun: true, caller: "maker", idempotencyKey: "k")
    }

    @Test func creates() async throws {
        try await TestFleet.run { fleet in
            let answer = try await create(fleet, name: "prod")
            #expect(answer.resource.generation == 1)
            #expect(try await fleet.stored(answer.resource) == nil)
            let cluster = try await fleet.createCluster()
            let taken = try await refusal { _ = try await create(fleet, name: "prod") }
            #expect(taken?.reason == .alreadyExists)
            #expect(try await create(fleet, name: "pool", owner: .id(cluster.id)).resource.owner == cluster.id)
            let missing = try await refusal { _ = try await create(fleet, name: "pool", owner: .id(.make())) }
            #expect(missing?.reason == .resourceNotFound)
            _ = try await fleet.delete(cluster)
            let marked = try await refusal { _ = try await create(fleet, name: "pool", owner: .id(cluster.id)) }
            #expect(marked?.reason == .stateConflict)
            #expect(try fleet.psql("SELECT count(*) FROM node_pools") == "0")
            #expect(try fleet.psql("SELECT count(*) FROM labels") == "0")
            #expect(try fleet.psql("SELECT count(*) FROM idempotency_keys") == "0")
        }
    }

    @Test func updatesAndDeletes() async throws {
        try await TestFleet.run(cluster: [], nodePool: []) { fleet in
            let cluster = try await fleet.createCluster()
            let pool = try await fleet.createNodePool(of: cluster)
            var update = ResourceUpdate(
                labels: .edit(set: Labels(["a": "b"]), unset: []), spec: .merge(Array(#"{"x":1}"#.utf8)),
                isDryRun: true)
            let would = try await fleet.service.update(.cluster, .id(cluster.id), update, caller: "changer")
            #expect(would.changed && would.resource.generation == 2 && would.resource.specText == #"{"x":1}"#)
            #expect(try await fleet.stored(cluster)?.resourceVersion == 1)
            update.preconditions = Preconditions(ifGeneration: 2)
            let dry = update
            let stale = try await refusal {
                _ = try await fleet.service.update(.cluster, .id(cluster.id), dry, caller: "changer")
            }
            #expect(stale?.reason == .versionConflict)
            for resource in [pool, cluster] {
                let answer = try await fleet.service.delete(
                    resource.kind, .id(resource.id), isDryRun: true, caller: "deleter")
                #expect(answer.outcome == .removed)
                #expect(try await fleet.stored(resource)?.isMarked == false)
            }
        }
    }
}
