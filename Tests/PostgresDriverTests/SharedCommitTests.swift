internal import PostgresDriver
internal import TestSupport
internal import Testing

/// Writes that wait for a connection anyway are committed together, and none is worse off for its neighbours.
@Suite struct SharedCommitTests {
    @Test func waitingWritesShareACommit() async throws {
        try await withOneWriter { database, test in
            let outcomes = try await writeWhileBusy(database, (0..<5).map { insert($0) })
            #expect(outcomes.allSatisfy { $0.error == nil })
            #expect(try test.execute("SELECT count(*), count(DISTINCT xmin::text) FROM items") == "5|1\n")
        }
    }

    @Test func eachFindsTheResultsOfItsOwnStatements() async throws {
        try await withOneWriter { database, _ in
            var count: PostgresSlot<CountItems>?
            let segments = (0..<5).map { (id: Int64) in
                var segment = insert(id)
                count = segment.append(CountItems())
                return segment
            }
            let slot = try #require(count)
            let outcomes = try await writeWhileBusy(database, segments)
            #expect(try outcomes.map { try $0.get().rows(slot) } == [[1], [2], [3], [4], [5]])
        }
    }

    @Test func aRefusedOneFailsAlone() async throws {
        try await withOneWriter { database, test in
            let outcomes = try await writeWhileBusy(database, [0, 1, 1, 2].map { insert($0) })
            #expect(outcomes.map(\.error?.sqlState) == [nil, nil, "23505", nil])
            #expect(try test.execute("SELECT id FROM items ORDER BY id") == "0\n1\n2\n")
        }
    }

    @Test func othersStayByThemselves() async throws {
        try await withOneWriter { database, test in
            let alone = PostgresSegment(InsertItem(id: 2))
            let outcomes = try await writeWhileBusy(database, [insert(0), insert(1), alone, insert(3), insert(4)])
            #expect(outcomes.allSatisfy { $0.error == nil })
            let commits = "SELECT string_agg(id::text, ',' ORDER BY id) FROM items GROUP BY xmin::text ORDER BY 1"
            #expect(try test.execute(commits) == "0,1\n2\n3,4\n")
        }
    }

    @Test func aCommitIsSharedUpToABound() async throws {
        try await withOneWriter { database, test in
            let outcomes = try await writeWhileBusy(database, (0..<40).map { insert($0) })
            #expect(outcomes.allSatisfy { $0.error == nil })
            let sizes = "SELECT count(*) FROM items GROUP BY xmin::text ORDER BY 1 DESC"
            #expect(try test.execute(sizes) == "32\n8\n")
        }
    }

    /// What was not sent over a lost connection goes over the next one.
    @Test func theWaitingOutliveALostConnection() async throws {
        try await withOneWriter { database, test in
            let outcomes = try await writeWhileBusy(database, (0..<3).map { insert($0) }) {
                try test.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND datname = current_database() AND pid <> pg_backend_pid()")
            }
            #expect(outcomes.allSatisfy { $0.error == nil })
            try await expectCount(3, database)
        }
    }

    private func insert(_ id: Int64) -> PostgresSegment {
        var segment = PostgresSegment(InsertItem(id: id))
        segment.sharesCommit = true
        return segment
    }

    private func withOneWriter(_ body: @Sendable (PostgresDatabase, TestDatabase) async throws -> Void) async throws {
        let configure = { (configuration: inout PostgresConfiguration) in
            configuration.writers = 1
            // A busy machine must not end the waiting that the tests are about.
            configuration.writeLockTimeout = .seconds(600)
            configuration.writeTimeout = .seconds(600)
            configuration.idleInTransactionTimeout = .seconds(600)
            configuration.transactionTimeout = .seconds(600)
        }
        try await withDatabase(itemsTable, configure: configure, body)
    }

    /// Writes `segments`, which come in this order while the only writer waits for a lock, and do `meanwhile` there.
    private func writeWhileBusy(
        _ database: PostgresDatabase, _ segments: [PostgresSegment], meanwhile: () throws -> Void = {}
    ) async throws -> [Result<PostgresSegmentResult, PostgresError>] {
        try await withThrowingTaskGroup(of: (Int, Result<PostgresSegmentResult, PostgresError>).self) { group in
            try await database.withTransaction { transaction in
                _ = try await transaction.execute(PostgresSegment(AwaitLock(key: 1)))
                group.addTask { (-1, await outcome(database, PostgresSegment(AwaitLock(key: 1)))) }
                try await waitUntil("the writer is busy") { writeLane(database)?.inFlight == 1 }
                for (place, segment) in segments.enumerated() {
                    group.addTask { (place, await outcome(database, segment)) }
                    try await waitUntil("it waits") { writeLane(database)?.waiting == place + 1 }
                }
                try meanwhile()
            }
            let outcomes = try await group.reduce(into: []) { $0.append($1) }
            return outcomes.filter { $0.0 >= 0 }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func outcome(
        _ database: PostgresDatabase, _ segment: PostgresSegment
    ) async -> Result<PostgresSegmentResult, PostgresError> {
        do throws(PostgresError) { return .success(try await database.write(segment)) } catch { return .failure(error) }
    }

    private func writeLane(_ database: PostgresDatabase) -> PostgresCounters.Lane? {
        database.counters().lanes.first { $0.name == "write" }
    }
}

extension Result where Failure == PostgresError {
    /// Why it failed; nil for a success.
    fileprivate var error: PostgresError? {
        if case .failure(let error) = self { error } else { nil }
    }
}
