internal import PostgresDriver
internal import TestSupport
internal import Testing

/// Transactions decide in between, and end one way or the other.
@Suite struct TransactionTests {
    @Test func committedByCommitOrByReturning() async throws {
        try await withDatabase(itemsTable) { database, test in
            let before = database.counters().roundTrips
            try await database.withTransaction { transaction in
                _ = try await transaction.execute(PostgresSegment(InsertItem(id: 1)))
                try await transaction.commit(PostgresSegment(InsertItem(id: 2)))
            }
            try await waitUntil("the lane is idle") { database.counters().inFlight == 0 }
            #expect(database.counters().roundTrips == before + 2)
            try await database.withTransaction { _ = try await $0.execute(PostgresSegment(InsertItem(id: 3))) }
            try await database.withTransaction { _ = try await $0.commit(PostgresSegment(InsertItem(id: 4))) }
            try await database.withTransaction { _ = try await $0.commit() }
            #expect(try test.execute("SELECT id FROM items ORDER BY id") == "1\n2\n3\n4\n")
        }
    }

    @Test func rolledBackWhenItThrows() async throws {
        struct Refused: Error {}
        try await withDatabase(itemsTable, configure: { $0.transactions = 1 }) { database, _ in
            await #expect(throws: Refused.self) {
                try await database.withTransaction { transaction in
                    _ = try await transaction.execute(PostgresSegment(InsertItem(id: 1)))
                    throw Refused()
                }
            }
            try await expectCount(0, database)
            // Its locks are free by now, and its connection serves the next one.
            try await database.withTransaction { _ = try await $0.commit(PostgresSegment(InsertItem(id: 1))) }
        }
    }

    @Test func anErrorEndsIt() async throws {
        try await withDatabase(itemsTable, configure: { $0.transactions = 1 }) { database, _ in
            let error = await postgresError {
                try await database.withTransaction { transaction in
                    _ = try await transaction.execute(PostgresSegment(InsertItem(id: 1)))
                    let inner = await postgresError {
                        _ = try await transaction.execute(PostgresSegment(InsertItem(id: 1)))
                    }
                    #expect(inner?.sqlState == "23505")
                    _ = try await transaction.execute(PostgresSegment(CountItems()))
                }
            }
            #expect(error?.kind == .misuse)
            let atCommit = await postgresError {
                try await database.withTransaction { transaction in
                    _ = try await transaction.execute(PostgresSegment(InsertItem(id: 1)))
                    try await transaction.commit(PostgresSegment(InsertItem(id: 1)))
                }
            }
            #expect(atCommit?.sqlState == "23505")
            try await expectCount(0, database)
        }
    }

    @Test func itDecidesOnWhatItReadUnderTheLock() async throws {
        try await withDatabase("CREATE TABLE counter (value int8); INSERT INTO counter VALUES (0)") { database, test in
            struct LockAndRead: PostgresStatement {
                static let name = "lock_and_read"
                static let sql = "SELECT value FROM counter FOR UPDATE"
                static func decode(_ row: PostgresRow) throws(PostgresError) -> Int64 { try row.int64(0) }
            }
            struct Store: PostgresStatement {
                typealias Row = Void
                static let name = "store_counter"
                static let sql = "UPDATE counter SET value = $1"
                static let parameterTypes: [PostgresType] = [.int8]
                var value: Int64
                func bind(into parameters: inout PostgresParameters) { parameters.append(value) }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        try await database.withTransaction { transaction in
                            var lock = PostgresSegment()
                            let slot = lock.append(LockAndRead())
                            let value = try await transaction.execute(lock).rows(slot)[0]
                            try await transaction.commit(PostgresSegment(Store(value: value + 1)))
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try test.execute("SELECT value FROM counter") == "100\n")
        }
    }

    @Test func aSnapshotStaysTheSame() async throws {
        try await withDatabase(itemsTable) { database, test in
            var count = PostgresSegment()
            let slot = count.append(CountItems())
            let seen = try await database.withTransaction(.snapshot) { [count] transaction in
                let first = try await transaction.execute(count).rows(slot)
                try test.execute("INSERT INTO items VALUES (1, 'a')")
                return first + (try await transaction.execute(count).rows(slot))
            }
            #expect(seen == [0, 0])
        }
    }

    @Test func aKilledBackendIsAnErrorAndIsReplaced() async throws {
        try await withDatabase(itemsTable, configure: { $0.transactions = 1 }) { database, test in
            let error = await postgresError {
                try await database.withTransaction { transaction in
                    var segment = PostgresSegment()
                    segment.append(InsertItem(id: 1))
                    let slot = segment.append(BackendProcess())
                    let process = try await transaction.execute(segment).rows(slot)[0]
                    try test.execute("SELECT pg_terminate_backend(\(process), 5000)")
                    try await transaction.commit(PostgresSegment(InsertItem(id: 2)))
                }
            }
            switch error?.kind {
            case .connectionLost: break
            default: Issue.record("unexpected: \(String(describing: error))")
            }
            try await expectCount(0, database)
            try await database.withTransaction { _ = try await $0.commit(PostgresSegment(InsertItem(id: 3))) }
            try await expectCount(1, database)
        }
    }

    @Test func cancellationReachesPostgreSQL() async throws {
        try await withDatabase(itemsTable, configure: { $0.transactions = 1 }) { database, test in
            let error = try await cancelOnce(test, runs: "pg_sleep") {
                try await database.withTransaction { transaction in
                    _ = try await transaction.execute(PostgresSegment(InsertItem(id: 1)))
                    _ = try await transaction.execute(PostgresSegment(Sleep(seconds: 600)))
                }
            }
            #expect(error?.kind == .cancelled)
            try await waitUntil("no backend sleeps") { try sleepers(test) == 0 }
            // The same connection is free again, and nothing was kept.
            try await database.withTransaction { _ = try await $0.commit(PostgresSegment(InsertItem(id: 1))) }
            try await expectCount(1, database)
            #expect(database.counters().lanes[3].connects == 1)
        }
    }

    @Test func aCancelledTaskRollsBack() async throws {
        try await withDatabase(itemsTable, configure: { $0.transactions = 1 }) { database, _ in
            let started = AsyncStream.makeStream(of: Void.self)
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    let error = await postgresError {
                        try await database.withTransaction { transaction in
                            _ = try await transaction.execute(PostgresSegment(InsertItem(id: 1)))
                            started.continuation.finish()
                            try? await Task.sleep(for: .seconds(600))
                            try await transaction.commit()
                        }
                    }
                    #expect(error?.kind == .cancelled)
                }
                for await _ in started.stream {}
                group.cancelAll()
            }
            try await expectCount(0, database)
            try await database.withTransaction { _ = try await $0.commit(PostgresSegment(InsertItem(id: 1))) }
        }
    }

    @Test func oneThatStandsStillIsEnded() async throws {
        try await withDatabase(
            itemsTable,
            configure: {
                $0.transactions = 1; $0.idleInTransactionTimeout = .milliseconds(100)
            }
        ) { database, _ in
            let error = await postgresError {
                try await database.withTransaction { transaction in
                    _ = try await transaction.execute(PostgresSegment(InsertItem(id: 1)))
                    try await waitUntil("the lane is free again") { database.counters().inFlight == 0 }
                    try await transaction.commit()
                }
            }
            #expect(error?.kind == .timedOut)
            try await expectCount(0, database)
        }
    }

    @Test func deadlocksAreRetryableConflicts() async throws {
        try await withDatabase { database, test in
            let arrived = Meeting(count: 2)
            let errors = await withTaskGroup(of: PostgresError?.self) { group in
                for (first, second) in [(1, 2), (2, 1)] {
                    group.addTask {
                        await postgresError {
                            try await database.withTransaction { transaction in
                                _ = try await transaction.execute(PostgresSegment(AwaitLock(key: Int64(first))))
                                await arrived.arrive()
                                _ = try await transaction.execute(PostgresSegment(AwaitLock(key: Int64(second))))
                            }
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let failed = errors.compactMap { $0 }
            #expect(failed.count == 1)
            #expect(failed.first?.sqlState == "40P01")
            #expect(failed.first?.isRetryableConflict == true)
        }
    }
}

/// Lets tasks go on once all of them have come.
private actor Meeting {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int) { missing = count }

    func arrive() async {
        missing -= 1
        if missing == 0 {
            for continuation in waiting { continuation.resume() }
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }
}
