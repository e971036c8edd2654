internal import PostgresDriver
internal import TestSupport

/// Runs `body` while `holder`, which waits for a lock, has the one connection of its lane.
func holdingConnection(
    _ database: PostgresDatabase, _ holder: @escaping @Sendable () async throws -> Void,
    _ body: nonisolated(nonsending) (inout ThrowingTaskGroup<Void, any Error>) async throws -> Void
) async throws {
    struct Lock: PostgresStatement {
        static let name = "lock"
        static let sql = "SELECT pg_advisory_lock(1)"
        static func decode(_ row: PostgresRow) throws(PostgresError) {}
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
        try await database.withDedicatedConnection { session in
            _ = try await session.query(Lock())
            group.addTask { try await holder() }
            try await waitUntil("the connection is held") {
                database.counters().inFlight == 1 && database.counters().waiting == 0
            }
            try await body(&group)
        }
        try await group.waitForAll()
    }
}
