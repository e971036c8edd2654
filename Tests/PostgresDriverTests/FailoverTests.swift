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
