internal import PostgresDriver
internal import TestSupport
internal import Testing

/// What waits for a lane is bounded in bytes too.
@Suite struct WaitingSizeTests {
    /// A value of 8 bytes and its length.
    private static let readSize = 12
    /// Two items, each an id and a name of 100 bytes, with their lengths.
    private static let writeSize = 2 * (12 + 104)

    @Test(arguments: [(5 * readSize, 5), (5 * readSize - 1, 4)])
    func readsWaitUpToTheBound(bound: Int, places: Int) async throws {
        try await withDatabase(configure: {
            ($0.readers, $0.maxWaitingSize) = (1, bound)
        }) { database, _ in
            // Twice: what was taken counts no more.
            for _ in 0..<2 {
                try await holdingConnection(database, { _ = try await database.read(AwaitLock(key: 1)) }) { group in
                    for value in 0..<Int64(places) {
                        group.addTask { try await Self.echo(value, database) }
                    }
                    try await waitUntil("they wait") { database.counters().waiting == places }
                    #expect(database.counters().lanes[0].waitingBytes == places * Self.readSize)
                    let error = await postgresError { _ = try await database.read(EchoInteger(value: 1)) }
                    #expect(error?.kind == .overloaded)
                    #expect(error?.detail.contains("reader lane") == true)
                }
            }
        }
    }

    @Test(arguments: [(2 * writeSize, 2), (2 * writeSize - 1, 1)])
    func allStatementsOfASegmentCount(bound: Int, places: Int) async throws {
        try await withDatabase(
            itemsTable,
            configure: {
                ($0.writers, $0.maxWaitingSize, $0.writeLockTimeout) = (1, bound, .seconds(60))
            }
        ) { database, _ in
            try await holdingConnection(
                database,
                {
                    _ = try await database.write(PostgresSegment(AwaitLock(key: 1)))
                }
            ) { group in
                for id in 0..<Int64(places) {
                    group.addTask { _ = try await database.write(Self.items(id)) }
                }
                try await waitUntil("they wait") { database.counters().waiting == places }
                let error = await postgresError { _ = try await database.write(Self.items(9)) }
                #expect(error?.kind == .overloaded)
            }
            try await expectCount(Int64(2 * places), database)
        }
    }

    @Test func oneThatIsLargerThanTheBoundWaitsAlone() async throws {
        try await withDatabase(configure: {
            ($0.readers, $0.maxWaitingSize) = (1, 1)
        }) { database, _ in
            try await holdingConnection(database, { _ = try await database.read(AwaitLock(key: 1)) }) { group in
                group.addTask { try await Self.echo(1, database) }
                try await waitUntil("it waits") { database.counters().waiting == 1 }
                let error = await postgresError { _ = try await database.read(EchoInteger(value: 2)) }
                #expect(error?.kind == .overloaded)
            }
        }
    }

    @Test func whatWasCancelledGivesItsPlaceBack() async throws {
        try await withDatabase(configure: {
            ($0.readers, $0.maxWaitingSize) = (1, 2 * Self.readSize)
        }) { database, _ in
            try await holdingConnection(database, { _ = try await database.read(AwaitLock(key: 1)) }) { group in
                await withTaskGroup(of: Void.self) { cancelled in
                    for value in 0..<Int64(2) {
                        cancelled.addTask {
                            let error = await postgresError { _ = try await database.read(EchoInteger(value: value)) }
                            #expect(error?.kind == .cancelled)
                        }
                    }
                    try? await waitUntil("they wait") { database.counters().waiting == 2 }
                    cancelled.cancelAll()
                }
                // The first one that finds no place takes those of all that were cancelled.
                for value in 0..<Int64(2) {
                    group.addTask { try await Self.echo(value, database) }
                    try await waitUntil("it waits") { database.counters().waiting == Int(value) + 1 }
                }
                let error = await postgresError { _ = try await database.read(EchoInteger(value: 1)) }
                #expect(error?.kind == .overloaded)
            }
        }
    }

    private static func echo(_ value: Int64, _ database: PostgresDatabase) async throws {
        let rows = try await database.read(EchoInteger(value: value))
        #expect(rows == [value])
    }

    private static func items(_ id: Int64) -> PostgresSegment {
        let name = String(repeating: "n", count: 100)
        var segment = PostgresSegment(InsertItem(id: 2 * id, itemName: name))
        segment.append(InsertItem(id: 2 * id + 1, itemName: name))
        return segment
    }
}
