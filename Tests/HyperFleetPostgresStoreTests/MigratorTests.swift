import HyperFleetPostgresStore
import PostgresDriver
import TestSupport
import Testing

@Suite("Migrator", .serialized)
struct MigratorTests {
    private func migrator(
        _ test: TestDatabase, _ change: (inout MigratorConfiguration) -> Void = { _ in }
    ) throws -> Migrator {
        var configuration = MigratorConfiguration()
        change(&configuration)
        let database = try PostgresDatabase(
            configuration: PostgresConfiguration(connectionString: test.connectionString),
            logger: StoreFixture.logger)
        return Migrator(database: database, configuration: configuration, logger: StoreFixture.logger)
    }

    @Test("An empty database gets all, and a second run does nothing")
    func freshAndTwice() async throws {
        let test = try TestPostgres.shared.makeDatabase()
        let migrator = try migrator(test)
        let plan = try await migrator.plan()
        #expect(plan.conflicts.isEmpty)
        #expect(plan.statements.first?.hasPrefix("CREATE TABLE clusters (") == true)
        #expect(try await !migrator.isUpToDate())
        #expect(try await migrator.apply() == plan.steps)
        #expect(try await migrator.plan().statements == [])
        #expect(try await migrator.apply() == [])
        #expect(try await migrator.isUpToDate())
        try await migrator.requireUpToDate()
        #expect(try await migrator.orphans().isClean)
    }

    @Test("The planned statements are a script that psql can run")
    func planIsAScript() async throws {
        let test = try TestPostgres.shared.makeDatabase()
        let migrator = try migrator(test)
        try test.execute(try await migrator.plan().statements.joined(separator: "\n"))
        #expect(try await migrator.plan().statements == [])
    }

    @Test("The tables have the columns, keys and collations of the model")
    func columns() async throws {
        let test = try TestPostgres.shared.makeDatabase()
        _ = try await migrator(test).apply()
        let columns = try test.execute(
            """
            SELECT table_name || ': ' || string_agg(column_name || ' ' || data_type, ', ' ORDER BY ordinal_position)
            FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name ORDER BY table_name
            """)
        let resource = """
            name text, spec jsonb, generation bigint, generation_time timestamp with time zone, \
            resource_version bigint, conditions jsonb, created_time timestamp with time zone, created_by text, \
            updated_time timestamp with time zone, updated_by text, deleted_at timestamp with time zone, deleted_by text
            """
        let wanted: [String] = [
            "adapter_statuses: owner_type text, owner_id uuid, adapter text, observed_generation bigint, "
                + "conditions jsonb, data jsonb, created_time timestamp with time zone, "
                + "last_report_time timestamp with time zone",
            "clusters: id uuid, " + resource,
            "force_deletions: id uuid, deleted_time timestamp with time zone, caller text, reason text, "
                + "kind text, resource_id uuid, resource_name text, removed jsonb",
            "idempotency_keys: caller text, method text, key text, fingerprint uuid, outcome text, "
                + "resource_id uuid, generation bigint, resource_version bigint, "
                + "recorded_time timestamp with time zone",
            "labels: owner_type text, owner_id uuid, key text, value text",
            "node_pools: id uuid, cluster_id uuid, " + resource,
            "settings: key text, value jsonb, updated_time timestamp with time zone",
        ]
        #expect(columns.split(separator: "\n").map(String.init) == wanted)
        let otherCollations = try test.execute(
            """
            SELECT count(*) FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
            """)
        #expect(otherCollations.hasPrefix("0"))
    }

    @Test("Ten at once do the work once")
    func tenAtOnce() async throws {
        let test = try TestPostgres.shared.makeDatabase()
        let wanted = try await migrator(test).plan().steps.count
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<10 {
                let migrator = try migrator(test) { $0.pollInterval = .milliseconds(20) }
                group.addTask { try await migrator.apply().count }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(done.sorted() == Array(repeating: 0, count: 9) + [wanted])
        #expect(try await migrator(test).isUpToDate())
    }

    /// What a person may take away by hand, and what the plan calls it.
    static let losses: [(sql: String, summary: String)] = [
        ("ALTER TABLE clusters DROP COLUMN conditions", "column clusters.conditions"),
        ("ALTER TABLE node_pools DROP COLUMN deleted_by", "column node_pools.deleted_by"),
        ("ALTER TABLE clusters ALTER created_by DROP DEFAULT", "default of clusters.created_by"),
        ("ALTER TABLE labels ALTER value DROP NOT NULL", "NOT NULL of labels.value"),
        ("DROP INDEX clusters_active_name", "index clusters_active_name on clusters"),
        ("DROP INDEX labels_by_value", "index labels_by_value on labels"),
        ("DROP TRIGGER clusters_remove_owned ON clusters", "trigger clusters_remove_owned on clusters"),
        (
            "DROP FUNCTION hyperfleet_truncate_owned CASCADE",
            "function hyperfleet_truncate_owned"
        ),
        ("ALTER TABLE clusters DROP CONSTRAINT clusters_spec_size", "constraint clusters_spec_size of clusters"),
        (
            "ALTER TABLE node_pools DROP CONSTRAINT node_pools_cluster_id_fkey",
            "validation of node_pools_cluster_id_fkey"
        ),
        ("ALTER TABLE labels DROP CONSTRAINT labels_pkey", "primary key of labels"),
        ("DROP TABLE settings", "table settings"),
        ("DELETE FROM settings WHERE key = 'page_token_key'", "page token key"),
        ("UPDATE settings SET value = '0' WHERE key = 'schema_version'", "schema version \(SchemaVersion.current)"),
        (
            """
            CREATE OR REPLACE FUNCTION hyperfleet_remove_owned() RETURNS trigger LANGUAGE plpgsql
            AS 'BEGIN RETURN NULL; END'
            """, "function hyperfleet_remove_owned"
        ),
    ]

    @Test("What is missing is added, beside rows that stay", arguments: losses, [false, true])
    func partial(_ loss: (sql: String, summary: String), isLarge: Bool) async throws {
        let test = try TestPostgres.shared.makeDatabase()
        // The statistics say nothing yet: a table of some pages counts as large at one row.
        let migrator = try migrator(test) { $0.largeTableRows = isLarge ? 1 : 10_000 }
        _ = try await migrator.apply()
        try test.execute(
            """
            INSERT INTO clusters (id, name, spec)
                SELECT gen_random_uuid(), 'c' || n, '{}' FROM generate_series(1, 50) n;
            INSERT INTO node_pools (id, cluster_id, name, spec) SELECT gen_random_uuid(), id, 'p', '{}' FROM clusters;
            INSERT INTO labels SELECT 'Cluster', id, 'env', 'test' FROM clusters;
            \(loss.sql)
            """)
        let plan = try await migrator.plan()
        #expect(plan.conflicts == [])
        #expect(plan.steps.map(\.summary).contains(loss.summary), "\(plan.steps.map(\.summary))")
        if loss.summary.hasPrefix("index") || loss.summary.hasPrefix("primary key") {
            #expect(plan.statements.contains { $0.contains("CONCURRENTLY") } == isLarge)
        }
        #expect(try await migrator.apply() == plan.steps)
        #expect(try await migrator.isUpToDate())
        #expect(try test.execute("SELECT count(*) FROM clusters WHERE name LIKE 'c%'").hasPrefix("50"))
        try test.execute("DELETE FROM clusters")
        #expect(try await migrator.orphans().isClean)
    }

    /// What a person may have made otherwise, and the words that the conflict must have.
    static let conflicts: [(sql: String, words: String)] = [
        ("ALTER TABLE clusters ALTER generation TYPE integer", "clusters.generation has type integer"),
        ("ALTER TABLE labels ALTER key TYPE text COLLATE \"POSIX\"", "labels.key has collation POSIX"),
        ("ALTER TABLE clusters ALTER created_by SET DEFAULT 'me'", "clusters.created_by has DEFAULT 'me'::text"),
        ("ALTER TABLE clusters ALTER deleted_by SET NOT NULL", "clusters.deleted_by is NOT NULL"),
        (
            "DROP INDEX clusters_active_name; CREATE INDEX clusters_active_name ON clusters (name)",
            "index clusters_active_name on clusters is btree (name)"
        ),
        (
            """
            ALTER TABLE clusters DROP CONSTRAINT clusters_spec_size;
            ALTER TABLE clusters ADD CONSTRAINT clusters_spec_size CHECK (octet_length(spec::text) < 10)
            """, "constraint clusters_spec_size is CHECK"
        ),
        ("ALTER TABLE clusters DISABLE TRIGGER clusters_remove_owned", "clusters_remove_owned on clusters is disabled"),
        ("DROP TABLE labels; CREATE VIEW labels AS SELECT 1 AS key", "labels exists and is no ordinary table"),
        (
            "INSERT INTO clusters (id, name, spec) VALUES (gen_random_uuid(), 'x', '{}'); "
                + "ALTER TABLE clusters DROP COLUMN spec",
            "clusters.spec is missing, and clusters has rows"
        ),
    ]

    @Test("What differs otherwise is reported, and nothing is run", arguments: conflicts)
    func conflicting(_ conflict: (sql: String, words: String)) async throws {
        let test = try TestPostgres.shared.makeDatabase()
        let migrator = try migrator(test)
        _ = try await migrator.apply()
        try test.execute("DROP INDEX node_pools_active_name; " + conflict.sql)
        #expect(try await migrator.plan().conflicts.contains { $0.contains(conflict.words) })
        let error = await #expect(throws: MigrationError.self) { try await migrator.apply() }
        guard case .conflicts(let found) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found.contains { $0.contains(conflict.words) }, "\(found)")
        #expect(
            try test.execute("SELECT count(*) FROM pg_class WHERE relname = 'node_pools_active_name'").hasPrefix("0"))
    }

    @Test("An INVALID index is dropped and built again")
    func invalidIndex() async throws {
        let test = try TestPostgres.shared.makeDatabase()
        let migrator = try migrator(test)
        _ = try await migrator.apply()
        try test.execute(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'clusters_active_newest'::regclass")
        let plan = try await migrator.plan()
        #expect(plan.steps.map(\.summary).first?.contains("INVALID") == true)
        #expect(plan.steps.count == 2)
        _ = try await migrator.apply()
        #expect(try await migrator.isUpToDate())
        #expect(
            try test.execute(
                "SELECT indisvalid FROM pg_index WHERE indexrelid = 'clusters_active_newest'::regclass"
            ).hasPrefix("t"))
    }

    @Test("A unique index that rows contradict fails with its reason and leaves nothing half-built")
    func contradictedIndex() async throws {
        let test = try TestPostgres.shared.makeDatabase()
        let migrator = try migrator(test) { $0.largeTableRows = 1 }
        _ = try await migrator.apply()
        try test.execute(
            """
            DROP INDEX clusters_active_name;
            INSERT INTO clusters (id, name, spec)
                SELECT gen_random_uuid(), 'same', '{}' FROM generate_series(1, 50)
            """)
        let error = await #expect(throws: MigrationError.self) { try await migrator.apply() }
        guard case .step(let step, let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(step.sql.contains("CREATE UNIQUE INDEX CONCURRENTLY clusters_active_name"))
        #expect(reason.sqlState == "23505")
        #expect(try test.execute("SELECT count(*) FROM pg_index WHERE NOT indisvalid").hasPrefix("0"))
        try test.execute("DELETE FROM clusters")
        _ = try await migrator.apply()
        #expect(try await migrator.isUpToDate())
    }

    @Test("A statement that does not get its lock gives way and tries again")
    func lockTimeout() async throws {
        let test = try TestPostgres.shared.makeDatabase()
        let migrator = try migrator(test) { $0.lockTimeout = .milliseconds(30) }
        _ = try await migrator.apply()
        try test.execute("ALTER TABLE clusters DROP CONSTRAINT clusters_spec_size")
        let other = try PostgresDatabase(
            configuration: PostgresConfiguration(connectionString: test.connectionString),
            logger: StoreFixture.logger)
        try await other.withDedicatedConnection { session in
            try await session.execute("BEGIN")
            try await session.execute("LOCK TABLE clusters IN ACCESS SHARE MODE")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await migrator.apply() }
                try await waitUntil("the migration waits for the lock") {
                    try test.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").hasPrefix("1")
                }
                try await session.execute("COMMIT")
                try await group.waitForAll()
            }
        }
        #expect(try await migrator.isUpToDate())
    }

    @Test("A migration that never gets its turn says so")
    func busy() async throws {
        let test = try TestPostgres.shared.makeDatabase()
        let migrator = try migrator(test) {
            $0.otherMigrationTimeout = .milliseconds(50)
            $0.pollInterval = .milliseconds(10)
        }
        let other = try PostgresDatabase(
            configuration: PostgresConfiguration(connectionString: test.connectionString),
            logger: StoreFixture.logger)
        try await other.withDedicatedConnection { session in
            try await session.execute("SELECT pg_advisory_lock(1212566612, hashtext(current_schema()))")
            let error = await #expect(throws: MigrationError.self) { try await migrator.apply() }
            guard case .busy = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
        #expect(try await !migrator.apply().isEmpty)
    }

    @Test("A server refuses an older schema, says what is missing, and takes a newer one")
    func requirement() async throws {
        let test = try TestPostgres.shared.makeDatabase()
        let migrator = try migrator(test)
        let error = await #expect(throws: MigrationError.self) { try await migrator.requireUpToDate() }
        #expect("\(try #require(error))".contains("run migrate first; it lacks table clusters"))
        _ = try await migrator.apply()
        try test.execute(
            "UPDATE settings SET value = '99' WHERE key = 'schema_version'; ALTER TABLE clusters ADD COLUMN extra text")
        try await migrator.requireUpToDate()
        #expect(try await migrator.apply() == [])
        #expect(try test.execute("SELECT value FROM settings WHERE key = 'schema_version'").hasPrefix("99"))
    }

    @Test("A schema of any name holds the tables, and deletes from elsewhere clean up there")
    func otherSchema() async throws {
        let test = try TestPostgres.shared.makeDatabase()
        try test.execute(
            """
            CREATE SCHEMA "Fleet's data";
            ALTER DATABASE \(test.name) SET search_path = "Fleet's data", public;
            """)
        let migrator = try migrator(test)
        _ = try await migrator.apply()
        #expect(try await migrator.isUpToDate())
        try test.execute(
            """
            INSERT INTO clusters (id, name, spec) VALUES (gen_random_uuid(), 'one', '{}');
            INSERT INTO labels SELECT 'Cluster', id, 'env', 'test' FROM clusters;
            SET search_path = public;
            DELETE FROM "Fleet's data".clusters;
            """)
        #expect(try await migrator.orphans().isClean)
        #expect(try test.execute("SELECT count(*) FROM labels").hasPrefix("0"))
        try test.execute("ALTER DATABASE \(test.name) SET search_path = missing")
        let error = await #expect(throws: MigrationError.self) { try await migrator.plan() }
        guard case .noSchema = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
