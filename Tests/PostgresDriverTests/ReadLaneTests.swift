internal import PostgresDriver
internal import TestSupport
internal import Testing

/// Point reads share batches, and nothing else.
@Suite struct ReadLaneTests {
    @Test func oneFailingReadOfABatchFailsAlone() async throws {
        try await withDatabase(configure: { $0.readers = 1 }) { database, _ in
            try await holdingReader(database) { group in
                for value in 0..<20 {
                    group.addTask {
                        let error = await postgresError {
                            let rows = try await database.read(Divide(by: Int64(value)))
                            #expect(rows == [100 / Int64(max(1, value))])
                        }
                        #expect(error?.sqlState == (value == 0 ? "22012" : nil))
                        if value == 0 { #expect(error?.statement == "divide") }
                    }
                }
                try await waitUntil("20 reads wait") { database.counters().waiting == 20 }
            }
            try await waitUntil("the lane is idle") { database.counters().inFlight == 0 }
            // The lock, the one batch of 20, and those behind the failing one again.
            let roundTrips = database.counters().lanes[0].roundTrips
            #expect(roundTrips >= 2 && roundTrips <= 22)
        }
    }

    @Test func readsThatWaitTogetherTravelTogether() async throws {
        try await withDatabase(configure: { $0.readers = 1 }) { database, _ in
            _ = try await database.read(EchoInteger(value: 0))
            let before = database.counters().lanes[0].roundTrips
            try await holdingReader(database) { group in
                for value in 0..<64 {
                    group.addTask {
                        let rows = try await database.read(EchoInteger(value: Int64(value)))
                        #expect(rows == [Int64(value)])
                    }
                }
                try await waitUntil("64 reads wait") { database.counters().waiting == 64 }
            }
            try await waitUntil("the lane is idle") { database.counters().inFlight == 0 }
            #expect(database.counters().lanes[0].roundTrips == before + 3)
        }
    }

    @Test func pastTheBoundReadsAreRefusedAtOnce() async throws {
        try await withDatabase(configure: {
            $0.readers = 1; $0.maxWaiting = 5
        }) { database, _ in
            try await holdingReader(database) { group in
                for _ in 0..<5 { group.addTask { _ = try await database.read(EchoInteger(value: 1)) } }
                try await waitUntil("5 reads wait") { database.counters().waiting == 5 }
                let error = await postgresError { _ = try await database.read(EchoInteger(value: 1)) }
                #expect(error?.kind == .overloaded)
            }
        }
    }

    @Test func aReadThatWaitsTooLongIsRefused() async throws {
        try await withDatabase(configure: {
            $0.readers = 1; $0.acquireTimeout = .milliseconds(200)
        }) { database, _ in
            try await holdingReader(database) { _ in
                let error = await postgresError { _ = try await database.read(EchoInteger(value: 1)) }
                #expect(error?.kind == .unavailable)
                #expect(error?.detail.contains("reader lane") == true)
            }
        }
    }

    @Test func aCancelledReadStopsWaitingAndHarmsNobody() async throws {
        try await withDatabase(configure: { $0.readers = 1 }) { database, _ in
            try await holdingReader(database) { group in
                group.addTask {
                    let rows = try await database.read(EchoInteger(value: 7))
                    #expect(rows == [7])
                }
                let cancelled = await withTaskGroup(of: PostgresError?.self) { inner in
                    inner.addTask { await postgresError { _ = try await database.read(EchoInteger(value: 8)) } }
                    inner.cancelAll()
                    return await inner.next() ?? nil
                }
                #expect(cancelled?.kind == .cancelled)
            }
        }
    }

    @Test func aStatementTimeoutIsTimedOut() async throws {
        try await withDatabase(configure: { $0.readTimeout = .milliseconds(100) }) { database, _ in
            let error = await postgresError { _ = try await database.read(Sleep(seconds: 30)) }
            #expect(error?.kind == .timedOut)
            let rows = try await database.read(EchoInteger(value: 1))
            #expect(rows == [1])
        }
    }

    /// 0A000 "cached plan must not change result type", on every lane.
    @Test func aStalePlanIsPreparedAgain() async throws {
        try await withDatabase("\(itemsTable); INSERT INTO items VALUES (1, 'a')") { database, test in
            var segment = PostgresSegment()
            let slot = segment.append(AllOfItems())
            for columns in 2...4 {
                #expect(try await database.read(AllOfItems()) == [columns])
                #expect(try await database.search(AllOfItems()) == [columns])
                #expect(try await database.write(segment).rows(slot) == [columns])
                let seen = try await database.withTransaction { [segment] in try await $0.execute(segment).rows(slot) }
                #expect(seen == [columns])
                try test.execute("ALTER TABLE items ADD COLUMN extra\(columns) int8")
            }
        }
    }

    @Test func deallocatedStatementsArePreparedAgain() async throws {
        try await withDatabase(configure: { $0.readers = 1 }) { database, _ in
            struct Forget: PostgresStatement {
                static let name = "forget"
                static let sql = "DEALLOCATE echo_integer"
                static func decode(_ row: PostgresRow) throws(PostgresError) {}
            }
            #expect(try await database.read(EchoInteger(value: 1)) == [1])
            _ = try await database.read(Forget())
            #expect(try await database.read(EchoInteger(value: 2)) == [2])
        }
    }

    /// Keeps the only reader busy while `body` queues reads.
    private func holdingReader(
        _ database: PostgresDatabase,
        _ body: nonisolated(nonsending) (inout ThrowingTaskGroup<Void, any Error>) async throws -> Void
    ) async throws {
        try await holdingConnection(database, { _ = try await database.read(AwaitLock(key: 1)) }, body)
    }
}
