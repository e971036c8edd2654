import HyperFleetModel
import HyperFleetService
import PostgresDriver
import TestSupport
import Testing

@testable import HyperFleetPostgresStore

/// The searches that docs/database.md promises an index for read no table as a whole, at 100,000 clusters with 300,000
/// node pools and 500,000 labels: planned for their values, and planned for any.
@Suite("Query plans of a large fleet", .serialized)
struct LargeFleetPlanTests {
    private static let rows = """
        INSERT INTO clusters (id, name, spec, conditions, created_time)
            SELECT ('01980000-' || lpad(to_hex(n % 65536), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
                   'cluster-' || n,
                   jsonb_build_object('region', 'region-' || n % 1000, 'zone', 'zone-' || n % 3, 'size', n),
                   jsonb_build_array(jsonb_build_object(
                       'type', 'Reconciled', 'status', CASE WHEN n % 500 = 0 THEN 'False' ELSE 'True' END)),
                   now() - (100000 - n) * interval '1 minute'
            FROM generate_series(1, 100000) n ORDER BY n;
        INSERT INTO node_pools (id, cluster_id, name, spec)
            SELECT gen_random_uuid(), id, 'pool-' || k, '{}' FROM clusters, generate_series(1, 3) k;
        INSERT INTO labels
            SELECT 'Cluster', id, k, CASE k WHEN 'env' THEN CASE WHEN n % 2 = 0 THEN 'prod' ELSE 'dev' END
                ELSE 'v' || n % 20 END
            FROM (SELECT id, row_number() OVER (ORDER BY id) n FROM clusters) c,
                 unnest(ARRAY['env', 'team', 'tier', 'owner', 'cost']) k;
        INSERT INTO labels SELECT 'Cluster', id, 'canary', 'yes' FROM clusters ORDER BY id LIMIT 10;
        VACUUM ANALYZE
        """

    /// A list, the literals of its search's values, and the indexes one of which answers it.
    private struct Case {
        let search: String
        var values = ""
        var order = ""
        let indexes: [String]
    }

    private static let cases = [
        Case(search: "", indexes: ["clusters_active_newest", "clusters_pkey"]),
        Case(search: "", order: "name", indexes: ["clusters_active_name"]),
        Case(
            search: "id = '01980000-0001-7000-8000-000000000001'",
            values: "'01980000-0001-7000-8000-000000000001'::uuid",
            indexes: ["clusters_pkey", "clusters_active_newest"]),
        Case(search: "name = 'cluster-77'", values: "'cluster-77'", indexes: ["clusters_active_name"]),
        Case(search: "labels.env = 'prod'", values: "'env', 'prod'", indexes: ["labels_"]),
        Case(search: "labels.canary = 'yes'", values: "'canary', 'yes'", indexes: ["labels_"]),
        Case(search: "labels.env in ('prod', 'dev')", values: "'env', ARRAY['prod', 'dev']", indexes: ["labels_"]),
        Case(search: "status.conditions.Reconciled = 'False'", indexes: ["clusters_unreconciled_newest"]),
        Case(
            search: "labels.env = 'prod' and status.conditions.Reconciled = 'False'", values: "'env', 'prod'",
            indexes: ["clusters_unreconciled_newest"]),
    ]

    /// With these, only a plan for the very values is sure to find the index: a search is planned for its values.
    private static let casesOfValues = [
        Case(search: "name like 'cluster-7777%'", values: "'cluster-7777%'", indexes: ["clusters_active_name"]),
        Case(search: "spec.size = 77777", values: #"'{"size": 77777}'"#, indexes: ["clusters_spec"]),
        Case(
            search: "created_time > now() - 10m", values: "-600000000", indexes: ["clusters_created"]),
    ]

    @Test("No table is read as a whole")
    func plans() async throws {
        try await StoreFixture.with { fixture in
            for statement in Self.rows.split(separator: ";") { try fixture.test.execute(String(statement)) }
            for mode in ["force_custom_plan", "force_generic_plan"] {
                for one in Self.cases { try expect(one, mode, in: fixture.test) }
            }
            for one in Self.casesOfValues { try expect(one, "force_custom_plan", in: fixture.test) }
        }
    }

    private func expect(_ one: Case, _ mode: String, in test: TestDatabase) throws {
        let query = ListQuery(
            kind: .cluster, owner: nil, showDeleted: false, start: .first, limit: 20, wantsTotal: false,
            search: one.search.isEmpty ? nil : try SearchParser.expression(one.search),
            order: try ListOrder(parsing: one.order))
        let statement = ComposedPage<ClusterTable>(query, rows: 21)
        let types = statement.parameterTypes.map { type in
            switch "\(type)" {
            case "textArray": "text[]"
            case "uuidArray": "uuid[]"
            case let name: name
            }
        }
        let values = one.values.isEmpty ? "" : ", \(one.values)"
        let plan = try test.execute(
            """
            SET plan_cache_mode = \(mode);
            PREPARE planned (\(types.joined(separator: ", "))) AS \(statement.sql);
            EXPLAIN (COSTS OFF) EXECUTE planned
                ('ffffffff-ffff-ffff-ffff-ffffffffffff', 21, 0, false, NULL\(values));
            """)
        let page = plan.split(separator: "\n").drop { !$0.contains("WindowAgg") }.joined(separator: "\n")
        let note = Comment(rawValue: "\(mode) \(one.search) \(one.order):\n\(page)")
        #expect(one.indexes.contains { page.contains($0) }, note)
        #expect(!page.contains("Seq Scan"), note)
    }
}
