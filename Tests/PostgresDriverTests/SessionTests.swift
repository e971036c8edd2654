internal import PostgresDriver
internal import TestSupport
internal import Testing

/// A connection of one's own, for what migrations do.
@Suite struct SessionTests {
    @Test func scriptsAndConcurrentIndexes() async throws {
        try await withDatabase { database, test in
            try await database.withDedicatedConnection { session in
                try await session.execute("\(itemsTable); INSERT INTO items VALUES (1, 'a'); SELECT 1")
                try await session.execute("CREATE INDEX CONCURRENTLY items_name ON items (name)")
                #expect(try await session.query(CountItems()) == [1])
                #expect(try await session.query(EchoInteger(value: 5)) == [5])
            }
            #expect(
                try test.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = 'items_name'::regclass") == "t\n")
        }
    }

    @Test func anErrorLeavesItUsable() async throws {
        try await withDatabase { database, test in
            try await database.withDedicatedConnection { session in
                let script = await postgresError {
                    try await session.execute("CREATE TABLE kept (); SELECT * FROM missing")
                }
                #expect(script?.sqlState == "42P01")
                let query = await postgresError { _ = try await session.query(Divide(by: 0)) }
                #expect(query?.sqlState == "22012")
                let rows = try await session.query(EchoInteger(value: 1))
                #expect(rows == [1])
            }
            #expect(try test.execute("SELECT to_regclass('kept') IS NULL") == "t\n")
        }
    }

    @Test func cancellationReachesPostgreSQL() async throws {
        try await withDatabase { database, test in
            let error = try await cancelOnce(test, runs: "pg_sleep") {
                try await database.withDedicatedConnection { try await $0.execute("SELECT pg_sleep(600)") }
            }
            #expect(error?.kind == .cancelled)
        }
    }

    @Test func itIsClosedWhenItIsOver() async throws {
        try await withDatabase { database, test in
            let process = try await database.withDedicatedConnection { try await $0.query(BackendProcess())[0] }
            try await waitUntil("the backend is gone") {
                try test.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = \(process)") == "0\n"
            }
        }
    }
}
