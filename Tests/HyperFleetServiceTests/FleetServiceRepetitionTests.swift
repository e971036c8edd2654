import HyperFleetModel
import HyperFleetPostgresStore
import HyperFleetService
import Testing

@Suite("A write is made once under one idempotency key")
struct FleetServiceRepetitionTests {
    private func create(
        _ fleet: TestFleet, name: String = "prod", spec: String = "{}", caller: String = "maker", key: String?
    ) async throws -> CreateAnswer {
        try await fleet.service.create(
            .cluster, owner: nil, name: name, labels: Labels(["b": "1", "a": "2"]), spec: Array(spec.utf8),
            caller: caller, idempotencyKey: key)
    }

    @Test func aRepeatedCreateAnswersTheResourceAsItIsNow() async throws {
        try await TestFleet.run { fleet in
            let first = try await create(fleet, key: "k1")
            #expect(first.replay == nil)
            _ = try await fleet.update(first.resource, spec: #"{"a":1}"#)
            let second = try await create(fleet, key: "k1")
            #expect(second.resource.id == first.resource.id)
            #expect(second.resource.generation == 2)
            #expect(second.replay?.generation == 1)
            #expect(second.replay?.resourceVersion == 1)
            #expect(second.replay?.id == first.resource.id)
            // The key is its caller's own, and without it the name is taken.
            let other = try await refusal { _ = try await create(fleet, caller: "somebody", key: "k1") }
            #expect(other?.reason == .alreadyExists)
            let none = try await refusal { _ = try await create(fleet, key: nil) }
            #expect(none?.reason == .alreadyExists)
        }
    }

    @Test func theSameKeyForAnotherRequestIsRefused() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await create(fleet, key: "k1").resource
            for (name, spec) in [("prod", #"{"a":1}"#), ("prod2", "{}")] {
                let reused = try await refusal { _ = try await create(fleet, name: name, spec: spec, key: "k1") }
                #expect(reused?.reason == .idempotencyConflict)
            }
            // Another method has keys of its own.
            let deleted = try await fleet.service.delete(
                .cluster, .id(cluster.id), caller: "maker", idempotencyKey: "k1")
            #expect(deleted.outcome == .marked && deleted.replay == nil)
        }
    }

    @Test func ofManyCallsWithOneKeyOneIsCarriedOut() async throws {
        try await TestFleet.run { fleet in
            let answers = try await withThrowingTaskGroup(of: CreateAnswer.self) { group in
                for _ in 0..<8 { group.addTask { try await create(fleet, key: "k1") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.map(\.resource.id)).count == 1)
            #expect(answers.count { $0.replay == nil } == 1)
            let cluster = answers[0].resource
            let update = ResourceUpdate(spec: .replace(Array(#"{"a":1}"#.utf8)))
            let updates = try await withThrowingTaskGroup(of: UpdateAnswer.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await fleet.service.update(
                            .cluster, .id(cluster.id), update, caller: "maker", idempotencyKey: "k2")
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(updates.count { $0.replay == nil } == 1)
            #expect(updates.allSatisfy { $0.changed && $0.resource.generation == 2 })
        }
    }

    @Test func aRepeatedUpdateDoesNotUndoWhatCameLater() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            func change(_ spec: String, key: String) async throws -> UpdateAnswer {
                try await fleet.service.update(
                    .cluster, .id(cluster.id), ResourceUpdate(spec: .replace(Array(spec.utf8))), caller: "maker",
                    idempotencyKey: key)
            }
            #expect(try await change(#"{"a":1}"#, key: "k1").changed)
            #expect(try await change("{}", key: "k2").changed)
            let again = try await change(#"{"a":1}"#, key: "k1")
            #expect(again.replay?.generation == 2)
            #expect(again.changed && again.resource.generation == 3 && again.resource.specText == "{}")
            let unchanged = try await change("{}", key: "k3")
            #expect(!unchanged.changed && unchanged.replay == nil)
            let unchangedAgain = try await change("{}", key: "k3")
            #expect(!unchangedAgain.changed && unchangedAgain.replay?.generation == 3)
        }
    }

    @Test func aRepeatedDeleteTellsWhatTheFirstOneDid() async throws {
        try await TestFleet.run(cluster: [], nodePool: []) { fleet in
            let cluster = try await fleet.createCluster()
            let pool = try await fleet.createNodePool(of: cluster)
            func delete(_ kind: ResourceKind, _ reference: ResourceReference, _ key: String) async throws
                -> DeleteAnswer
            {
                try await fleet.service.delete(kind, reference, caller: "maker", idempotencyKey: key)
            }
            let byName = ResourceReference.name("pool", owner: .name("prod", owner: nil))
            #expect(try await delete(.nodePool, byName, "k1").outcome == .removed)
            let again = try await delete(.nodePool, byName, "k1")
            #expect(again.outcome == .removed && again.resource == nil && again.replay?.id == pool.id)
            #expect(try await delete(.cluster, .name("prod", owner: nil), "k2").outcome == .removed)
            // A new cluster of the name is not what the first call meant.
            let other = try await fleet.createCluster()
            let second = try await delete(.cluster, .name("prod", owner: nil), "k2")
            #expect(second.replay?.id == cluster.id && second.resource == nil)
            #expect(try await fleet.stored(other)?.isMarked == false)
        }
    }

    @Test func aRefusedCallKeepsNoKey() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            let taken = try await refusal { _ = try await create(fleet, key: "k1") }
            #expect(taken?.reason == .alreadyExists)
            let pool = try await refusal {
                _ = try await fleet.service.create(
                    .nodePool, owner: .id(.make()), name: "pool", labels: Labels(), spec: Array("{}".utf8),
                    caller: "maker", idempotencyKey: "k1")
            }
            #expect(pool?.reason == .resourceNotFound)
            _ = try await fleet.delete(cluster)
            let marked = try await refusal {
                _ = try await fleet.service.create(
                    .nodePool, owner: .id(cluster.id), name: "pool", labels: Labels(), spec: Array("{}".utf8),
                    caller: "maker", idempotencyKey: "k1")
            }
            #expect(marked?.reason == .stateConflict)
            #expect(try fleet.psql("SELECT count(*) FROM idempotency_keys") == "0")
            #expect(try await create(fleet, key: "k1").replay == nil)
        }
    }

    @Test func aRepeatedNodePoolCreateIsFoundUnderItsName() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            func create() async throws -> CreateAnswer {
                try await fleet.service.create(
                    .nodePool, owner: .name("prod", owner: nil), name: "pool", labels: Labels(["a": "b"]),
                    spec: Array("{}".utf8), caller: "maker", idempotencyKey: "k1")
            }
            let first = try await create()
            #expect(try await create().replay?.id == first.resource.id)
            _ = try await fleet.delete(cluster)
            #expect(try await create().resource.isMarked)
        }
    }

    @Test func aRepeatedCreateOfWhatIsGoneSaysSo() async throws {
        try await TestFleet.run(cluster: []) { fleet in
            let cluster = try await create(fleet, key: "k1").resource
            _ = try await fleet.delete(cluster)
            let gone = try await refusal { _ = try await create(fleet, key: "k1") }
            #expect(gone?.reason == .resourceNotFound)
            #expect(gone?.details["id"] == cluster.id.description)
            #expect(gone?.details["outcome"] == "CREATED")
        }
    }

    @Test func oldKeysAndSurplusOnesAreRemovedInBatches() async throws {
        try await TestFleet.run { fleet in
            for number in 0..<7 { _ = try await create(fleet, name: "prod\(number)", key: "k\(number)") }
            try fleet.psql(
                "UPDATE idempotency_keys SET recorded_time = now() - interval '25 hours' WHERE key IN ('k0', 'k1', 'k2')"
            )
            func clean(_ age: Duration, _ count: Int, batch: Int) async throws -> Int {
                try await fleet.store.removeOldKeys(maximumAge: age, maximumCount: count, batchSize: batch)
            }
            #expect(try await clean(.seconds(86_400), 100, batch: 2) == 2)
            #expect(try await clean(.seconds(86_400), 100, batch: 2) == 1)
            #expect(try await clean(.seconds(86_400), 100, batch: 2) == 0)
            #expect(try await clean(.seconds(86_400), 3, batch: 10) == 1)
            #expect(try fleet.psql("SELECT string_agg(key, ',' ORDER BY key) FROM idempotency_keys") == "k4,k5,k6")
        }
    }
}
