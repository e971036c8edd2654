internal import PostgresDriver
internal import TestSupport
internal import Testing

/// The primary dies under load and its standby takes its place.
@Suite struct FailoverTests {
    @Test(.timeLimit(.minutes(5)))
    func theStandbyIsFoundAndNoAnsweredWriteIsLost() async throws {
        let pair = try ReplicatedPair()
        defer { pair.remove() }
        var configuration = PostgresConfiguration(connectionString: pair.connectionString)
        (configuration.readers, configuration.searchers, configuration.writers) = (1, 1, 4)
        (configuration.transactions, configuration.listers) = (2, 1)
        let database = try PostgresDatabase(configuration: configuration, logger: quietLogger)
        try await running(database) {
            _ = try await database.write(PostgresSegment(CreateItems()))
            let (progress, report) = AsyncStream.makeStream(of: Void.self)
            let outcomes = try await withThrowingTaskGroup(of: [(Int64, PostgresError?)].self) { group in
                for worker in Int64(0)..<4 {
                    group.addTask { await Self.write(worker, database) { report.yield() } }
                }
                group.addTask {
                    var answered = 0
                    for await _ in progress {
                        answered += 1
                        // In the middle of it.
                        if answered == 200 { try pair.failOver() }
                        if answered == 800 { break }
                    }
                    return []
                }
                return try await group.reduce(into: [(Int64, PostgresError?)]()) { $0 += $1 }
            }
            let stored = Set(try pair.standby("SELECT id FROM items").split(separator: "\n").compactMap { Int64($0) })
            for (id, error) in outcomes {
                switch error?.kind {
                case nil: #expect(stored.contains(id), "answered, and lost: \(id)")
                case .unavailable, .connectionLost(processed: .no), .timedOut: #expect(!stored.contains(id), "\(id)")
                case .connectionLost(processed: .maybe): break
                case .server(let state, _, _): #expect(state == "25006" || state.hasPrefix("57"), "\(id): \(state)")
                case _: Issue.record("\(id): \(String(describing: error))")
                }
            }
            #expect(outcomes.filter { $0.1 == nil }.count >= 800)
            #expect(try pair.standby("SELECT pg_is_in_recovery()") == "f\n")
        }
    }

    /// Each lane answers reads on a primary that was demoted; it is one lane's refused write by which all leave it.
    @Test(.timeLimit(.minutes(5)), arguments: [false, true])
    func aDemotedPrimaryIsLeftByAllLanes(foundByTransaction: Bool) async throws {
        let pair = try ReplicatedPair()
        defer { pair.remove() }
        var configuration = PostgresConfiguration(connectionString: pair.connectionString)
        (configuration.readers, configuration.searchers, configuration.writers) = (2, 2, 2)
        (configuration.transactions, configuration.listers) = (2, 2)
        let database = try PostgresDatabase(configuration: configuration, logger: quietLogger)
        try await running(database) {
            _ = try await database.write(PostgresSegment(CreateItems()))
            #expect(try await Self.places(of: database).allSatisfy { $0.hasSuffix("/primary") })
            try pair.demote()
            try await waitUntil("a write is refused") {
                let segment = PostgresSegment(InsertItem(id: 1))
                let error = await postgresError {
                    if foundByTransaction {
                        try await database.withTransaction { _ = try await $0.execute(segment) }
                    } else {
                        _ = try await database.write(segment)
                    }
                }
                if let error { #expect(error.kind == .unavailable, "\(error)") }
                return error != nil
            }
            let places = try await Self.places(of: database)
            #expect(places.allSatisfy { $0.hasSuffix("/standby") }, "\(places)")
            _ = try await database.write(PostgresSegment(InsertItem(id: 2)))
            #expect(try pair.standby("SELECT count(*) FROM items WHERE id = 2") == "1\n")
        }
    }

    /// The data folders of the servers that ten calls of each lane are answered by.
    private static func places(of database: PostgresDatabase) async throws -> [String] {
        var places: [String] = []
        for _ in 0..<10 {
            places += try await database.read(DataFolder())
            places += try await database.search(DataFolder())
            var segment = PostgresSegment()
            let slot = segment.append(DataFolder())
            places += try await database.write(segment).rows(slot)
            let work = segment
            places += try await database.withTransaction { try await $0.execute(work).rows(slot) }
            places += try await database.withList { try await $0.execute(work).rows(slot) }
        }
        return places
    }

    /// Inserts until 200 have been answered, and tells what became of each attempt.
    private static func write(
        _ worker: Int64, _ database: PostgresDatabase, _ answered: () -> Void
    ) async -> [(Int64, PostgresError?)] {
        var outcomes: [(Int64, PostgresError?)] = []
        var count = 0
        while count < 200 {
            let id = worker * 1_000_000 + Int64(outcomes.count)
            let error = await postgresError { _ = try await database.write(PostgresSegment(InsertItem(id: id))) }
            outcomes.append((id, error))
            if error == nil {
                count += 1
                answered()
            }
        }
        return outcomes
    }
}

private struct CreateItems: PostgresStatement {
    typealias Row = Void
    static let name = "create_items"
    static let sql = "CREATE TABLE items (id int8 PRIMARY KEY, name text)"
}

private struct DataFolder: PostgresStatement {
    static let name = "data_folder"
    static let sql = "SELECT current_setting('data_directory')"
    static func decode(_ row: PostgresRow) throws(PostgresError) -> String { try row.text(0) }
}
