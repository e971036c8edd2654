import HyperFleetModel
import HyperFleetService
import PostgresDriver
import TestSupport
import Testing

@testable import HyperFleetPostgresStore

/// The fixture looks for orphans after every test; these are the ways in which they could come.
@Suite("No orphans", .serialized)
struct OrphanTests {
    /// Clusters with three node pools each, all with labels and reports.
    private func fill(_ fixture: StoreFixture, clusters: Int) async throws -> [Resource] {
        var made: [Resource] = []
        for number in 0..<clusters {
            let cluster = Sample.cluster("cluster-\(number)", labels: ["a": "1", "b": "2"])
            _ = try await fixture.store.insert(cluster)
            let pools = (0..<3).map { Sample.nodePool("pool-\($0)", of: cluster.id, labels: ["a": "1"]) }
            for pool in pools { _ = try await fixture.store.insert(pool) }
            try await fixture.store.withTransaction(on: cluster.id) { transaction throws(ServiceError) in
                transaction.upsert(Sample.status("dns"), of: .cluster, id: cluster.id)
                for pool in pools { transaction.upsert(Sample.status("dns"), of: .nodePool, id: pool.id) }
            }
            made.append(cluster)
        }
        return made
    }

    private func rows(_ fixture: StoreFixture) throws -> [Int] {
        try ["clusters", "node_pools", "labels", "adapter_statuses"].map {
            try fixture.count("SELECT count(*) FROM \($0)")
        }
    }

    @Test("A removed cluster takes its node pools and all that belongs to them")
    func removed() async throws {
        try await StoreFixture.with { fixture in
            let clusters = try await fill(fixture, clusters: 2)
            #expect(try rows(fixture) == [2, 6, 10, 8])
            try await fixture.store.withTransaction(on: clusters[0].id) { transaction throws(ServiceError) in
                _ = try await locked(transaction, .cluster, clusters[0].id)
                transaction.remove(.cluster, id: clusters[0].id)
                // Too late: the row is gone by then.
                transaction.upsert(Sample.status("late"), of: .cluster, id: clusters[0].id)
            }
            #expect(try rows(fixture) == [1, 3, 5, 4])
        }
    }

    @Test(
        "Hand-written SQL leaves none",
        arguments: [
            "DELETE FROM clusters", "DELETE FROM node_pools", "TRUNCATE clusters CASCADE", "TRUNCATE node_pools",
            "DELETE FROM clusters WHERE name <> 'cluster-1'",
            "WITH gone AS (DELETE FROM clusters RETURNING id) SELECT count(*) FROM gone",
        ])
    func handWritten(_ sql: String) async throws {
        try await StoreFixture.with { fixture in
            _ = try await fill(fixture, clusters: 3)
            try fixture.test.execute(sql)
            let counts = try rows(fixture)
            #expect(counts[2] == counts[0] * 2 + counts[1])
            #expect(counts[3] == counts[0] + counts[1])
            #expect(counts != [3, 9, 15, 12])
        }
    }

    @Test("The count finds what a person has made, and psql cannot delete under an old snapshot")
    func counting() async throws {
        try await StoreFixture.with { fixture in
            let clusters = try await fill(fixture, clusters: 1)
            try fixture.test.execute(
                """
                INSERT INTO labels VALUES ('Cluster', gen_random_uuid(), 'a', 'b');
                INSERT INTO labels SELECT 'NodePool', id, 'x', 'y' FROM clusters;
                INSERT INTO adapter_statuses (owner_type, owner_id, adapter) VALUES ('NodePool', gen_random_uuid(), 'a')
                """)
            #expect(try await fixture.store.orphans() == OrphanCounts(labels: 2, adapterStatuses: 1))
            try fixture.test.execute(
                """
                DELETE FROM labels WHERE key = 'x' OR owner_id <> '\(clusters[0].id)' AND owner_type = 'Cluster';
                DELETE FROM adapter_statuses WHERE adapter = 'a'
                """)
            #expect(throws: (any Error).self) {
                try fixture.test.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; DELETE FROM clusters; COMMIT")
            }
            #expect(try rows(fixture)[0] == 1)
        }
    }

    @Test("Creating children against marking and removing their parent: never a child that nobody saw")
    func createAgainstDelete() async throws {
        try await StoreFixture.with(writers: 6) { fixture in
            let store = fixture.store
            for round in 0..<15 {
                let cluster = Sample.cluster("cluster-\(round)")
                _ = try await store.insert(cluster)
                let removes = round % 3 == 0
                let outcomes = try await withThrowingTaskGroup(of: [InsertOutcome].self) { group in
                    for number in 0..<6 {
                        group.addTask {
                            [
                                try await store.insert(
                                    Sample.nodePool("pool-\(number)", of: cluster.id, labels: ["a": "b"]))
                            ]
                        }
                    }
                    group.addTask {
                        try await store.withTransaction(on: cluster.id) { transaction throws(ServiceError) in
                            try await delete(cluster.id, removes: removes, in: transaction)
                        }
                        return []
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                #expect(outcomes.count == 6)
                #expect(!outcomes.contains(removes ? .ownerMarked : .ownerMissing))
                let left = try fixture.count("SELECT count(*) FROM node_pools WHERE cluster_id = '\(cluster.id)'")
                let unmarked = try fixture.count(
                    "SELECT count(*) FROM node_pools WHERE cluster_id = '\(cluster.id)' AND deleted_at IS NULL")
                #expect(left == (removes ? 0 : outcomes.count { $0 == .inserted }))
                #expect(unmarked == 0)
            }
        }
    }

    private func delete(
        _ id: ResourceID, removes: Bool, in transaction: any StoreTransaction
    ) async throws(ServiceError) {
        var cluster = try await locked(transaction, .cluster, id).resource
        if removes { return transaction.remove(.cluster, id: id) }
        do throws(StoreError) {
            for pool in try await transaction.lockNodePools(of: id) {
                var marked = pool.resource
                marked.deletedTime = pool.now
                marked.deletedBy = "carol"
                transaction.update(marked, replacingLabels: false)
            }
        } catch { throw ServiceError(error) }
        cluster.deletedTime = Sample.time
        cluster.deletedBy = "carol"
        transaction.update(cluster, replacingLabels: false)
    }

    @Test("Reports against hand-written deletes leave none")
    func reportsAgainstDeletes() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            for round in 0..<8 {
                let cluster = Sample.cluster("cluster-\(round)")
                _ = try await store.insert(cluster)
                let pool = Sample.nodePool("pool", of: cluster.id)
                _ = try await store.insert(pool)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<6 {
                        group.addTask {
                            try? await store.withTransaction(on: pool.id) { transaction throws(ServiceError) in
                                _ = try await locked(transaction, .nodePool, pool.id)
                                transaction.upsert(Sample.status("a-\(number)"), of: .nodePool, id: pool.id)
                            }
                        }
                    }
                    group.addTask { try fixture.test.execute("DELETE FROM clusters") }
                    try await group.waitForAll()
                }
                #expect(try await store.orphans().isClean)
                #expect(try await store.adapterStatuses(.nodePool, id: pool.id) == nil)
            }
        }
    }
}
