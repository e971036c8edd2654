import HyperFleetModel
import HyperFleetService
import JSONModel
import PostgresDriver
import TestSupport
import Testing

@testable import HyperFleetPostgresStore

@Suite("Transactions", .serialized)
struct TransactionTests {
    @Test("An update writes the row and the labels as a whole, and keeps what never changes")
    func update() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let cluster = Sample.cluster("one", labels: ["stays": "1", "changes": "1", "goes": "1"])
            _ = try await store.insert(cluster)
            _ = try await store.insert(Sample.cluster("two", labels: ["goes": "1"]))
            var wanted = cluster
            wanted.labels = Labels(["stays": "1", "changes": "2", "comes": "1"])
            wanted.spec = JSONDocument(trusted: Array(#"{"region": "us"}"#.utf8))
            wanted.generation = 2
            wanted.generationTime = Timestamp(microseconds: 1)
            wanted.resourceVersion = 5
            wanted.conditions = [Sample.condition("Reconciled", false), Sample.condition("DnsSuccessful", true)]
            wanted.updatedTime = Timestamp(microseconds: 2)
            wanted.updatedBy = "dave"
            wanted.deletedTime = Timestamp(microseconds: 3)
            wanted.deletedBy = "erin"
            let new = wanted
            try await store.withTransaction(on: cluster.id) { transaction throws(ServiceError) in
                let found = try await locked(transaction, .cluster, cluster.id)
                var changed = new
                // What never changes is not written, whatever the value says.
                changed.name = "renamed"
                changed.createdBy = "mallory"
                transaction.update(changed, replacingLabels: true)
                #expect(found.statuses.isEmpty && found.childCount == 0)
            }
            try expectSame(try await store.resource(.cluster, id: cluster.id), wanted)

            // An unchanged spec is not written again, nor labels unless they are to be.
            wanted.resourceVersion = 6
            let next = wanted
            try await store.withTransaction(on: cluster.id) { transaction throws(ServiceError) in
                var changed = try await locked(transaction, .cluster, cluster.id).resource
                changed.resourceVersion = next.resourceVersion
                changed.labels = Labels()
                transaction.update(changed, replacingLabels: false)
            }
            try expectSame(try await store.resource(.cluster, id: cluster.id), next)
            wanted.labels = Labels()
            let last = wanted
            try await store.withTransaction(on: cluster.id) { transaction throws(ServiceError) in
                _ = try await locked(transaction, .cluster, cluster.id)
                transaction.update(last, replacingLabels: true)
            }
            try expectSame(try await store.resource(.cluster, id: cluster.id), last)
            #expect(try fixture.count("SELECT count(*) FROM labels") == 1)
        }
    }

    @Test("Reports are upserted, read under the lock and by their own call, ordered by adapter")
    func reports() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let cluster = Sample.cluster("one")
            _ = try await store.insert(cluster)
            let pool = Sample.nodePool("pool", of: cluster.id)
            _ = try await store.insert(pool)
            #expect(try await store.adapterStatuses(.cluster, id: cluster.id)?.isEmpty == true)
            #expect(try await store.adapterStatuses(.cluster, id: pool.id) == nil)
            for adapter in ["dns", "a-first", "validation", "dns"] {
                try await store.withTransaction(on: cluster.id) { transaction throws(ServiceError) in
                    let found = try await locked(transaction, .cluster, cluster.id)
                    #expect(found.statuses.map(\.adapter) == found.statuses.map(\.adapter).sorted())
                    #expect(found.childCount == 1)
                    let generation = Int64(found.statuses.count) + 1
                    transaction.upsert(
                        Sample.status(adapter, generation: generation, data: #"{"n": 1}"#), of: .cluster,
                        id: cluster.id)
                }
            }
            let stored = try #require(try await store.adapterStatuses(.cluster, id: cluster.id))
            #expect(stored.map(\.adapter) == ["a-first", "dns", "validation"])
            #expect(stored.map(\.observedGeneration) == [2, 4, 3])
            let sent = Sample.status("dns")
            #expect(stored[1].conditions == sent.conditions)
            #expect(stored[1].createdTime == sent.createdTime && stored[1].lastReportTime == sent.lastReportTime)
            #expect(try stored[1].data.value()["n"] == .number(JSONNumber(1)))
            #expect(try await store.adapterStatuses(.nodePool, id: pool.id)?.isEmpty == true)
        }
    }

    @Test("The clock is the database's, read after the lock was held")
    func clock() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let cluster = Sample.cluster("one")
            _ = try await store.insert(cluster)
            let times = Shared<[Timestamp]>([])
            let isHeld = AsyncStream<Void>.makeStream()
            // Two connections of the same process on different turns: the second waits in the database.
            let other = PostgresStore(database: fixture.database, logger: StoreFixture.logger)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await store.withTransaction(on: cluster.id) { transaction throws(ServiceError) in
                        _ = try await locked(transaction, .cluster, cluster.id)
                        isHeld.continuation.finish()
                        do {
                            try await waitUntil("the other one waits") {
                                try fixture.count("SELECT count(*) FROM pg_locks WHERE NOT granted") == 1
                            }
                        } catch { throw ServiceError(.internalError, "\(error)") }
                        let now = try await locked(transaction, .cluster, cluster.id).now
                        times.change { $0.append(now) }
                    }
                }
                for await _ in isHeld.stream {}
                try await other.withTransaction(on: cluster.id) { transaction throws(ServiceError) in
                    let now = try await locked(transaction, .cluster, cluster.id).now
                    times.change { $0.append(now) }
                }
                try await group.waitForAll()
            }
            let found = times.value
            #expect(found.count == 2 && found[0] < found[1])
        }
    }

    @Test("A hundred at once on one resource: no change is lost, and one connection suffices")
    func increments() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let cluster = Sample.cluster("hot")
            _ = try await store.insert(cluster)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<100 { group.addTask { try await increment(cluster.id, in: store) } }
                try await group.waitForAll()
            }
            #expect(try await store.resource(.cluster, id: cluster.id)?.generation == 101)
            let lanes = fixture.database.counters().lanes
            #expect(lanes.first { $0.name == "transaction" }?.connects ?? 0 <= 4)
        }
    }

    @Test("Two stores, as two servers, lose no change either")
    func incrementsOfTwoServers() async throws {
        try await StoreFixture.with { fixture in
            let stores = [fixture.store, PostgresStore(database: fixture.database, logger: StoreFixture.logger)]
            let cluster = Sample.cluster("hot")
            _ = try await fixture.store.insert(cluster)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<60 { group.addTask { try await increment(cluster.id, in: stores[number % 2]) } }
                try await group.waitForAll()
            }
            #expect(try await fixture.store.resource(.cluster, id: cluster.id)?.generation == 61)
        }
    }

    private func increment(_ id: ResourceID, in store: PostgresStore) async throws {
        try await store.withTransaction(on: id) { transaction throws(ServiceError) in
            var resource = try await locked(transaction, .cluster, id).resource
            resource.generation += 1
            resource.spec = JSONDocument(trusted: Array(#"{"n": \#(resource.generation)}"#.utf8))
            transaction.update(resource, replacingLabels: false)
        }
    }

    @Test("Nothing of a body that throws is kept, and its error comes out")
    func rollback() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let cluster = Sample.cluster("one")
            _ = try await store.insert(cluster)
            let error = await #expect(throws: ServiceError.self) {
                try await store.withTransaction(on: cluster.id) { transaction throws(ServiceError) in
                    _ = try await locked(transaction, .cluster, cluster.id)
                    transaction.remove(.cluster, id: cluster.id)
                    throw ServiceError(.stateConflict, "no")
                }
            }
            #expect(error?.reason == .stateConflict)
            try expectSame(try await store.resource(.cluster, id: cluster.id), cluster)
            let missing = await #expect(throws: ServiceError.self) {
                try await store.withTransaction(on: cluster.id) { transaction throws(ServiceError) in
                    _ = try await locked(transaction, .nodePool, cluster.id)
                }
            }
            #expect(missing?.reason == .resourceNotFound)
        }
    }

    @Test("An update to a spec that is too large as stored is refused with its rule")
    func specTooLarge() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let cluster = Sample.cluster("one")
            _ = try await store.insert(cluster)
            let error = await #expect(throws: ServiceError.self) {
                try await store.withTransaction(on: cluster.id) { transaction throws(ServiceError) in
                    var resource = try await locked(transaction, .cluster, cluster.id).resource
                    let text = "{\"a\": \"" + String(repeating: "x", count: 262_144) + "\"}"
                    resource.spec = JSONDocument(trusted: Array(text.utf8))
                    transaction.update(resource, replacingLabels: false)
                }
            }
            #expect(error?.violations.map(\.rule) == ["stored_size"])
            try expectSame(try await store.resource(.cluster, id: cluster.id), cluster)
        }
    }

    @Test("Node pools are locked in id order, with their own labels and reports")
    func nodePools() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let (one, two) = (Sample.cluster("one"), Sample.cluster("two"))
            for cluster in [one, two] { _ = try await store.insert(cluster) }
            let pools = (0..<5).map { Sample.nodePool("pool-\($0)", of: one.id, labels: ["n": "\($0)"]) }
            for pool in pools.reversed() { _ = try await store.insert(pool) }
            _ = try await store.insert(Sample.nodePool("other", of: two.id))
            try await mark(pools[3], in: store)
            try await store.withTransaction(on: one.id) { transaction throws(ServiceError) in
                for pool in pools.prefix(2) {
                    transaction.upsert(Sample.status("dns-\(pool.name)"), of: .nodePool, id: pool.id)
                    transaction.upsert(Sample.status("a-\(pool.name)"), of: .nodePool, id: pool.id)
                }
            }
            try await store.withTransaction(on: one.id) { transaction throws(ServiceError) in
                let cluster = try await locked(transaction, .cluster, one.id)
                #expect(cluster.childCount == 5)
                let found: [LockedResource]
                do throws(StoreError) {
                    found = try await transaction.lockNodePools(of: one.id)
                } catch { throw ServiceError(error) }
                #expect(found.map(\.resource.id) == pools.map(\.id))
                #expect(found.map(\.resource.isMarked) == [false, false, false, true, false])
                #expect(found.map(\.resource.labels) == pools.map(\.labels))
                #expect(found[1].statuses.map(\.adapter) == ["a-pool-1", "dns-pool-1"])
                #expect(found[2].statuses.isEmpty)
            }
        }
    }

    @Test("A deadlock runs one side again, and both are carried out")
    func deadlock() async throws {
        try await StoreFixture.with { fixture in
            // Two stores have two lines, so that both come to the database.
            let stores = [fixture.store, PostgresStore(database: fixture.database, logger: StoreFixture.logger)]
            let (one, two) = (Sample.cluster("one"), Sample.cluster("two"))
            for cluster in [one, two] { _ = try await stores[0].insert(cluster) }
            let runs = Shared(0)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, order) in [[one.id, two.id], [two.id, one.id]].enumerated() {
                    group.addTask {
                        try await stores[number].withTransaction(on: order[0]) { transaction throws(ServiceError) in
                            var first = try await locked(transaction, .cluster, order[0]).resource
                            let run = runs.change { $0 += 1 }
                            if run <= 2 {
                                // Each holds its first lock before it asks for the second one.
                                do {
                                    try await waitUntil("both hold a lock") { runs.value >= 2 }
                                } catch { throw ServiceError(.internalError, "\(error)") }
                            }
                            var second = try await locked(transaction, .cluster, order[1]).resource
                            first.resourceVersion += 1
                            second.resourceVersion += 1
                            transaction.update(first, replacingLabels: false)
                            transaction.update(second, replacingLabels: false)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(runs.value == 3)
            #expect(try fixture.count("SELECT sum(resource_version) FROM clusters") == 6)
        }
    }

    @Test("One that always loses is told so")
    func conflict() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let cluster = Sample.cluster("one")
            _ = try await store.insert(cluster)
            // A trigger stands for the other transaction that always wins.
            try fixture.test.execute(
                """
                CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql
                AS $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = 'serialization_failure'; END $$;
                CREATE TRIGGER lose BEFORE UPDATE ON clusters FOR EACH ROW EXECUTE FUNCTION lose();
                """)
            let runs = Shared(0)
            let error = await #expect(throws: ServiceError.self) {
                try await store.withTransaction(on: cluster.id) { transaction throws(ServiceError) in
                    runs.change { $0 += 1 }
                    transaction.update(
                        try await locked(transaction, .cluster, cluster.id).resource, replacingLabels: false)
                }
            }
            #expect(error?.reason == .concurrentChange)
            #expect(error?.processed == .no)
            #expect(runs.value == 5)
        }
    }

    @Test("A cancelled writer leaves its line and the database alone")
    func cancelled() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let cluster = Sample.cluster("one")
            _ = try await store.insert(cluster)
            try await store.withTransaction(on: cluster.id) { transaction throws(ServiceError) in
                _ = try await locked(transaction, .cluster, cluster.id)
                let reason = await withTaskGroup(of: ErrorReason?.self) { group in
                    group.addTask {
                        do throws(ServiceError) {
                            try await store.withTransaction(on: cluster.id) { inner throws(ServiceError) in
                                inner.remove(.cluster, id: cluster.id)
                            }
                            return nil
                        } catch { return error.reason }
                    }
                    try? await waitUntil("it waits") { store.turns.waiting == 1 }
                    group.cancelAll()
                    return await group.next() ?? nil
                }
                #expect(reason == ServiceError(StoreError.cancelled).reason)
                #expect(store.turns.waiting == 0)
            }
            try expectSame(try await store.resource(.cluster, id: cluster.id), cluster)
        }
    }
}
