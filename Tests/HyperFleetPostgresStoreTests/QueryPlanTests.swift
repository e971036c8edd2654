import HyperFleetModel
import PostgresDriver
import TestSupport
import Testing

@testable import HyperFleetPostgresStore

/// Every hot statement finds its index among 20,000 clusters and as many node pools, by PostgreSQL's generic plan.
@Suite("Query plans", .serialized)
struct QueryPlanTests {
    private static let rows = """
        INSERT INTO clusters (id, name, spec, deleted_at)
            SELECT ('01980000-' || lpad(to_hex(n % 65536), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
                   'cluster-' || n / 2, '{"region": "eu"}', CASE WHEN n % 2 = 1 THEN now() END
            FROM generate_series(1, 20000) n;
        INSERT INTO node_pools (id, cluster_id, name, spec, deleted_at)
            SELECT gen_random_uuid(), id, 'pool', '{}', deleted_at FROM clusters;
        INSERT INTO labels SELECT 'Cluster', id, k, 'v' FROM clusters, unnest(ARRAY['env', 'team', 'tier']) k;
        INSERT INTO labels SELECT 'NodePool', id, 'env', 'v' FROM node_pools;
        INSERT INTO adapter_statuses (owner_type, owner_id, adapter)
            SELECT 'Cluster', id, a FROM clusters, unnest(ARRAY['dns', 'validation']) a;
        VACUUM ANALYZE
        """

    /// The lines of the generic plan of a statement.
    private func plan<Statement: PostgresStatement>(
        of statement: Statement.Type, with values: String, in test: TestDatabase
    ) throws -> String {
        let types = Statement.parameterTypes.map { "\($0)" }.map { type in
            switch type {
            case "textArray": "text[]"
            case "uuidArray": "uuid[]"
            default: type
            }
        }
        return try test.execute(
            """
            SET plan_cache_mode = force_generic_plan;
            PREPARE planned (\(types.joined(separator: ", "))) AS \(Statement.sql);
            EXPLAIN (COSTS OFF) EXECUTE planned (\(values));
            """)
    }

    @Test("Reads by key, by name and pages use their indexes")
    func indexes() async throws {
        try await StoreFixture.with { fixture in
            let test = fixture.test
            // One at a time: VACUUM runs in no transaction.
            for statement in Self.rows.split(separator: ";") { try test.execute(String(statement)) }
            let id = "'01980000-0001-7000-8000-000000000001'"
            let page = "'ffffffff-ffff-ffff-ffff-ffffffffffff', 21, 0, false, \(id)"
            func expect<Statement: PostgresStatement>(
                _ statement: Statement.Type, _ values: String, uses indexes: [String]
            ) throws {
                let plan = try plan(of: statement, with: values, in: test)
                for index in indexes {
                    #expect(plan.contains(" using \(index) "), "\(Statement.name):\n\(plan)")
                }
                #expect(!plan.contains("Seq Scan"), "\(Statement.name):\n\(plan)")
            }
            try expect(SelectResource<ClusterTable>.self, id, uses: ["clusters_pkey", "labels_pkey"])
            try expect(SelectResource<NodePoolTable>.self, id, uses: ["node_pools_pkey", "labels_pkey"])
            try expect(
                SelectResources<ClusterTable>.self, "ARRAY[\(id)]::uuid[]", uses: ["clusters_pkey", "labels_pkey"])
            try expect(
                SelectClustersByName.self, "'cluster-7'",
                uses: ["clusters_active_name", "clusters_marked_name", "labels_pkey"])
            try expect(
                SelectNodePoolsByName.self, "'pool', \(id)",
                uses: ["node_pools_active_name", "node_pools_marked_name", "labels_pkey"])
            try expect(SelectAdapterStatuses<ClusterTable>.self, id, uses: ["clusters_pkey", "adapter_statuses_pkey"])
            try expect(LockResource<ClusterTable>.self, id, uses: ["clusters_pkey"])
            try expect(
                SelectLockedResource<ClusterTable>.self, id, uses: ["clusters_pkey", "node_pools_cluster_newest"])
            try expect(LockNodePools.self, id, uses: ["node_pools_cluster_newest"])
            try expect(SelectLockedNodePools.self, id, uses: ["node_pools_cluster_newest", "labels_pkey"])
            try expect(SelectNodePoolStatusesOfCluster.self, id, uses: ["adapter_statuses_pkey"])
            try expect(DeleteOtherLabels<ClusterTable>.self, "\(id), '{env}'", uses: ["labels_pkey"])
            for (sql, index) in [
                (ActiveClusters.sql, "clusters_active_newest"), (AllClusters.sql, "clusters_pkey"),
                (ActiveNodePools.sql, "node_pools_active_newest"), (AllNodePools.sql, "node_pools_pkey"),
                (ActiveNodePoolsOfCluster.sql, "node_pools_cluster_newest"),
                (AllNodePoolsOfCluster.sql, "node_pools_cluster_newest"),
            ] {
                let plan = try test.execute(
                    """
                    SET plan_cache_mode = force_generic_plan;
                    PREPARE planned (uuid, int8, int8, bool, uuid) AS \(sql);
                    EXPLAIN (COSTS OFF) EXECUTE planned (\(page));
                    """)
                let pagePlan = plan.components(afterLine: "WindowAgg")
                #expect(pagePlan.contains(" using \(index) "), "\(plan)")
                #expect(!pagePlan.contains("Seq Scan"), "\(plan)")
            }
        }
    }

    @Test("The count of a list is only run when it is asked for")
    func lazyCount() async throws {
        try await StoreFixture.with { fixture in
            try fixture.test.execute(
                "INSERT INTO clusters (id, name, spec) SELECT gen_random_uuid(), 'c' || n, '{}' FROM generate_series(1, 50) n"
            )
            for (wanted, counted) in [("false", "never executed"), ("true", "rows=1 loops=1")] {
                let plan = try fixture.test.execute(
                    """
                    PREPARE planned (uuid, int8, int8, bool, uuid) AS \(ActiveClusters.sql);
                    SET plan_cache_mode = force_generic_plan;
                    EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) EXECUTE planned
                        ('ffffffff-ffff-ffff-ffff-ffffffffffff', 21, 0, \(wanted), NULL);
                    """)
                let count = plan.split(separator: "\n").first { $0.contains("Aggregate") && !$0.contains("Window") }
                #expect(count?.contains(counted) == true, "\(plan)")
            }
        }
    }
}

extension String {
    /// What stands behind the first line that contains `word`.
    fileprivate func components(afterLine word: String) -> String {
        let lines = split(separator: "\n")
        guard let place = lines.firstIndex(where: { $0.contains(word) }) else { return "" }
        return lines[place...].joined(separator: "\n")
    }
}
