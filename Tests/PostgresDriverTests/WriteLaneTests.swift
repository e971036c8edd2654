internal import PostgresDriver
internal import TestSupport
internal import Testing

/// A segment is one unit, and answered once it is kept.
@Suite struct WriteLaneTests {
    @Test func segmentsAreKeptAsAWhole() async throws {
        try await withDatabase(itemsTable) { database, test in
            var segment = PostgresSegment()
            let first = segment.append(InsertItem(id: 1))
            segment.append(InsertItem(id: 2))
            let renamed = segment.append(RenameItems(itemName: "x"))
            let count = segment.append(CountItems())
            let result = try await database.write(segment)
            #expect(result.affected(first) == 1)
            #expect(result.affected(renamed) == 2)
            #expect(try result.rows(count) == [2])
            #expect(try test.execute("SELECT count(*) FROM items WHERE name = 'x'") == "2\n")
        }
    }

    @Test func segmentsFailAsAWhole() async throws {
        try await withDatabase(itemsTable) { database, test in
            var segment = PostgresSegment()
            segment.append(InsertItem(id: 1))
            segment.append(InsertItem(id: 1))
            segment.append(InsertItem(id: 2))
            let error = await postgresError { _ = try await database.write(segment) }
            #expect(error?.sqlState == "23505")
            #expect(error?.constraint == "items_pkey")
            #expect(error?.statement == "insert_item")
            #expect(try test.execute("SELECT count(*) FROM items") == "0\n")
            // The same connection goes on.
            _ = try await database.write(PostgresSegment(InsertItem(id: 1)))
        }
    }

    /// The statement succeeds, and the commit at the sync fails: an answer before the sync would be wrong.
    @Test func aWriteIsAnsweredByItsSync() async throws {
        let table = """
            CREATE TABLE items (id int8, name text NOT NULL, UNIQUE (id) DEFERRABLE INITIALLY DEFERRED)
            """
        try await withDatabase(table, configure: { $0.writers = 1 }) { database, test in
            _ = try await database.write(PostgresSegment(InsertItem(id: 1)))
            let error = await postgresError { _ = try await database.write(PostgresSegment(InsertItem(id: 1))) }
            #expect(error?.sqlState == "23505")
            _ = try await database.write(PostgresSegment(InsertItem(id: 2)))
            #expect(try test.execute("SELECT id FROM items ORDER BY id") == "1\n2\n")
        }
    }

    @Test func aLockedRowIsALockTimeoutSoon() async throws {
        try await withDatabase("\(itemsTable); INSERT INTO items VALUES (1, 'a')") { database, _ in
            try await database.withTransaction { transaction in
                _ = try await transaction.execute(PostgresSegment(RenameItems(itemName: "held")))
                let error = await postgresError {
                    _ = try await database.write(PostgresSegment(RenameItems(itemName: "late")))
                }
                #expect(error?.isLockTimeout == true)
            }
            _ = try await database.write(PostgresSegment(RenameItems(itemName: "free")))
        }
    }

    @Test func aCancelledWriteIsCancelledInPostgreSQL() async throws {
        try await withDatabase { database, test in
            let error = try await cancelOnce(test, runs: "pg_sleep") {
                _ = try await database.write(PostgresSegment(Sleep(seconds: 600)))
            }
            #expect(error?.kind == .cancelled)
            try await waitUntil("no backend sleeps") { try sleepers(test) == 0 }
        }
    }

    @Test func aWriteOfAKilledBackendMayHaveHappened() async throws {
        try await withDatabase { database, test in
            async let failed = postgresError {
                _ = try await database.write(PostgresSegment(Sleep(seconds: 600)))
            }
            try await waitUntil("a backend sleeps") { try sleepers(test) == 1 }
            try test.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(%'"
                    + " AND datname = current_database() AND pid <> pg_backend_pid()")
            #expect(await failed?.kind == .connectionLost(processed: .maybe))
        }
    }

    /// A connection that PostgreSQL closed while it was idle is noticed before anything is sent.
    @Test func idleConnectionsThatWereKilledAreReplaced() async throws {
        try await withDatabase(itemsTable) { database, test in
            for id in 0..<20 { _ = try await database.write(PostgresSegment(InsertItem(id: Int64(id)))) }
            try test.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND datname = current_database()")
            for id in 20..<40 { _ = try await database.write(PostgresSegment(InsertItem(id: Int64(id)))) }
            try await expectCount(40, database)
        }
    }
}
