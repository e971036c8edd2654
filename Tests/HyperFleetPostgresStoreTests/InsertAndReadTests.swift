import HyperFleetModel
import HyperFleetService
import JSONModel
import PostgresDriver
import TestSupport
import Testing

@testable import HyperFleetPostgresStore

@Suite("Insert and read", .serialized)
struct InsertAndReadTests {
    @Test("What is inserted is read back in every field, by id and by name")
    func roundTrip() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let labels = Dictionary(uniqueKeysWithValues: (0..<64).map { ("example.com/key-\($0)", "value-\($0)") })
            let spec =
                #"{"big": 9007199254740993, "exact": 1.10, "text": "ü\u0001\"", "deep": {"list": [1, null, true]}}"#
            let cluster = Sample.cluster("full", labels: labels, spec: spec)
            #expect(try await store.insert(cluster) == .inserted)
            let pool = Sample.nodePool("pool", of: cluster.id, labels: ["env": ""])
            #expect(try await store.insert(pool) == .inserted)

            try expectSame(try await store.resource(.cluster, id: cluster.id), cluster)
            try expectSame(try await store.resource(.nodePool, id: pool.id), pool)
            try expectSame(try await store.resources(.cluster, named: "full", owner: nil).first, cluster)
            try expectSame(try await store.resources(.nodePool, named: "pool", owner: cluster.id).first, pool)
            let stored = try #require(try await store.resource(.cluster, id: cluster.id)).spec
            let text = String(decoding: stored.bytes, as: UTF8.self)
            #expect(text.contains("9007199254740993") && text.contains("1.10"))

            #expect(try await store.resource(.nodePool, id: cluster.id) == nil)
            #expect(try await store.resource(.cluster, id: .make()) == nil)
            #expect(try await store.resources(.nodePool, named: "pool", owner: .make()).isEmpty)
            #expect(try await store.resources(.nodePool, named: "pool", owner: nil).isEmpty)
            #expect(try await store.resources(.cluster, named: "pool", owner: nil).isEmpty)
        }
    }

    @Test("A name is unique among active resources of one owner, and free again once its holder is marked")
    func uniqueNames() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            var holders: [Resource] = []
            for round in 0..<12 {
                let cluster = Sample.cluster("same", labels: ["round": "\(round)"])
                #expect(try await store.insert(cluster) == .inserted)
                await expectStoreError("name is taken", { if case .nameTaken = $0 { true } else { false } }) {
                    try await store.insert(Sample.cluster("same", labels: ["lost": "yes"]))
                }
                holders.append(cluster)
                if round < 11 { try await mark(cluster, in: store) }
            }
            let found = try await store.resources(.cluster, named: "same", owner: nil)
            #expect(found.map(\.id) == holders.reversed().prefix(10).map(\.id))
            #expect(found.map(\.isMarked) == [false] + Array(repeating: true, count: 9))

            let (one, two) = (holders[11].id, Sample.cluster("other"))
            #expect(try await store.insert(two) == .inserted)
            #expect(try await store.insert(Sample.nodePool("pool", of: one)) == .inserted)
            #expect(try await store.insert(Sample.nodePool("pool", of: two.id)) == .inserted)
            await expectStoreError("name is taken", { if case .nameTaken = $0 { true } else { false } }) {
                try await store.insert(Sample.nodePool("pool", of: one))
            }
            #expect(try fixture.count("SELECT count(*) FROM labels WHERE key = 'lost'") == 0)
        }
    }

    @Test("Twenty at once with one name: one gets it")
    func nameRace() async throws {
        try await StoreFixture.with(writers: 8) { fixture in
            let store = fixture.store
            let winners = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        do throws(StoreError) {
                            _ = try await store.insert(Sample.cluster("wanted", labels: ["n": "\(number)"]))
                            return 1
                        } catch .nameTaken {
                            return 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(winners == 1)
            #expect(try fixture.count("SELECT count(*) FROM clusters") == 1)
            #expect(try fixture.count("SELECT count(*) FROM labels") == 1)
        }
    }

    @Test("A node pool needs a cluster that is there and unmarked")
    func owners() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            #expect(try await store.insert(Sample.nodePool("pool", of: .make(), labels: ["a": "b"])) == .ownerMissing)
            let cluster = Sample.cluster("marked")
            _ = try await store.insert(cluster)
            try await mark(cluster, in: store)
            #expect(
                try await store.insert(Sample.nodePool("pool", of: cluster.id, labels: ["a": "b"])) == .ownerMarked)
            #expect(try fixture.count("SELECT count(*) FROM node_pools") == 0)
            #expect(try fixture.count("SELECT count(*) FROM labels") == 0)
        }
    }

    @Test("A write that meets a lock waits for it on the transaction lane")
    func lockedOwner() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let cluster = Sample.cluster("busy")
            _ = try await store.insert(cluster)
            try await fixture.database.withDedicatedConnection { session in
                try await session.execute("BEGIN")
                try await session.execute("SELECT FROM clusters FOR UPDATE")
                try await withThrowingTaskGroup(of: InsertOutcome.self) { group in
                    group.addTask { try await store.insert(Sample.nodePool("pool", of: cluster.id)) }
                    // The write lane gives up after 50 ms; whoever waits behind an open transaction has begun one.
                    try await waitUntil("the insert waits inside a transaction") {
                        try fixture.count(
                            """
                            SELECT count(*) FROM pg_stat_activity
                            WHERE wait_event_type = 'Lock' AND query LIKE '%FOR SHARE%'
                              AND state_change < clock_timestamp() - interval '200 ms'
                            """) == 1
                    }
                    try await session.execute("COMMIT")
                    #expect(try await group.next() == .inserted)
                }
            }
        }
    }

    @Test("A spec of 256 KiB as PostgreSQL prints it is stored; one byte more is refused")
    func specSize() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let frame = #"{"a": ""}"#.utf8.count
            let largest = #"{"a": ""# + String(repeating: "x", count: 262_144 - frame) + #""}"#
            _ = try await store.insert(Sample.cluster("largest", spec: largest))
            let tooLarge = #"{"a": ""# + String(repeating: "x", count: 262_145 - frame) + #""}"#
            await expectStoreError("spec too large", { if case .specTooLarge = $0 { true } else { false } }) {
                try await store.insert(Sample.cluster("too-large", spec: tooLarge))
            }
            // Small as sent, too large as printed: 309 digits each.
            let expanding = "{\"a\": [" + Array(repeating: "1e308", count: 900).joined(separator: ",") + "]}"
            await expectStoreError("spec too large", { if case .specTooLarge = $0 { true } else { false } }) {
                try await store.insert(Sample.cluster("expanding", spec: expanding))
            }
            #expect(try fixture.count("SELECT count(*) FROM clusters") == 1)
        }
    }

    @Test("The page token key is made once and the same for every store")
    func pageTokenKey() async throws {
        try await StoreFixture.with { fixture in
            let key = try await fixture.store.pageTokenKey()
            #expect(key != PageTokenKey(high: 0, low: 0))
            _ = try await Migrator(database: fixture.database, logger: StoreFixture.logger).apply()
            let other = PostgresStore(database: fixture.database, logger: StoreFixture.logger)
            #expect(try await other.pageTokenKey() == key)
            try await other.check()
            try fixture.test.execute("DELETE FROM settings")
            await expectStoreError("no key", { if case .failure = $0 { true } else { false } }) {
                try await other.pageTokenKey()
            }
        }
    }

    @Test("A plan that a change of the schema made stale is made anew")
    func stalePlan() async throws {
        try await StoreFixture.with { fixture in
            let cluster = Sample.cluster("stays")
            _ = try await fixture.store.insert(cluster)
            for column in ["one", "two"] {
                try expectSame(try await fixture.store.resource(.cluster, id: cluster.id), cluster)
                try fixture.test.execute("ALTER TABLE clusters ADD COLUMN \(column) text")
            }
            try expectSame(try await fixture.store.resource(.cluster, id: cluster.id), cluster)
        }
    }
}

/// Marks a resource for deletion.
func mark(_ resource: Resource, in store: PostgresStore) async throws {
    try await store.withTransaction(on: resource.id) { transaction throws(ServiceError) in
        var marked = try await locked(transaction, resource.kind, resource.id).resource
        marked.deletedTime = Sample.time
        marked.deletedBy = "carol"
        marked.generation += 1
        marked.resourceVersion += 1
        transaction.update(marked, replacingLabels: false)
    }
}

/// Locks a resource that must be there.
func locked(
    _ transaction: any StoreTransaction, _ kind: ResourceKind, _ id: ResourceID
) async throws(ServiceError) -> LockedResource {
    let found: LockedResource?
    do throws(StoreError) {
        found = try await transaction.lock(kind, id: id)
    } catch {
        throw ServiceError(error)
    }
    guard let found else { throw ServiceError(.resourceNotFound, "gone") }
    return found
}

/// Expects a store's error of one kind.
func expectStoreError<Value>(
    _ what: String, _ isRight: (StoreError) -> Bool, sourceLocation: SourceLocation = #_sourceLocation,
    _ operation: () async throws -> Value
) async {
    do {
        _ = try await operation()
        Issue.record("no error: \(what)", sourceLocation: sourceLocation)
    } catch let error as StoreError {
        #expect(isRight(error), "\(what): \(error)", sourceLocation: sourceLocation)
    } catch {
        Issue.record("\(what): \(error)", sourceLocation: sourceLocation)
    }
}
