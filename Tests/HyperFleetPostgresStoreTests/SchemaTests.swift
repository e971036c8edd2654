import Testing

@testable import HyperFleetPostgresStore

@Suite("Declared schema")
struct SchemaTests {
    @Test("A schema that changes raises its version")
    func fingerprint() {
        // When this fails: raise SchemaVersion.current, then put the pair of both here.
        let text = DeclaredSchema.current.creation(schema: "public").joined(separator: ";\n")
        let fingerprint = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        #expect([SchemaVersion.current: fingerprint] == [3: 11_617_507_029_333_478_234])
    }

    @Test("An empty database is given everything, tables first, the version last")
    func emptyDatabase() {
        let plan = MigrationPlanner.plan(declared: .current, live: LiveCatalog(schema: "public"))
        #expect(plan.conflicts.isEmpty)
        #expect(
            plan.steps.prefix(5).map(\.summary) == [
                "table clusters", "table node_pools", "table adapter_statuses", "table labels", "table settings",
            ])
        #expect(plan.steps.last?.summary == "schema version 3")
        #expect(plan.steps.allSatisfy { !$0.sql.contains("CONCURRENTLY") })
        #expect(plan.steps.allSatisfy { !$0.sql.contains("DROP") })
    }

    @Test(
        "SQL is compared without parentheses and spaces",
        arguments: [
            ("CHECK (octet_length((spec)::text) <= 262144)", "CHECK ((octet_length((spec)::text) <= 262144))", true),
            ("btree (id DESC) WHERE (deleted_at IS NULL)", "btree (id DESC) WHERE deleted_at IS NULL", true),
            ("btree (id DESC)", "btree (id)", false),
            ("'a'::text", "'A'::text", false),
        ])
    func comparison(_ declared: String, _ live: String, _ isSame: Bool) {
        #expect(CatalogText.isSame(declared, live) == isSame)
    }

    @Test("Names fit into PostgreSQL's 63 bytes")
    func names() {
        for table in DeclaredSchema.current.tables {
            let names =
                table.columns.map(\.name) + table.constraints.map(\.name) + table.indexes.map(\.name)
                + table.triggers.map(\.name)
            #expect(names.allSatisfy { $0.utf8.count <= 63 })
            #expect(Set(names).count == names.count)
        }
    }
}
