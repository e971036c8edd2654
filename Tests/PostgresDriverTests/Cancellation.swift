internal import PostgresDriver
internal import Synchronization
internal import TestSupport

/// Cancels `body` once a backend of the database runs a statement that contains `text`; returns its error.
func cancelOnce(
    _ test: TestDatabase, runs text: String, _ body: @escaping @Sendable () async throws -> Void
) async throws -> PostgresError? {
    let ended = EarlyEnd()
    return try await withThrowingTaskGroup(of: PostgresError?.self) { group in
        group.addTask {
            let error = await postgresError(body)
            ended.record(error)
            return error
        }
        try await waitUntil("a backend runs \(text)") {
            if let early = ended.description { throw TestSupportError("it ended by itself: \(early)") }
            return try running(test, text) > 0
        }
        group.cancelAll()
        return try await group.next() ?? nil
    }
}

/// How the body ended, for the case that it does so too soon.
private final class EarlyEnd: Sendable {
    private let end = Mutex<String?>(nil)

    var description: String? { end.withLock { $0 } }

    func record(_ error: PostgresError?) {
        end.withLock { $0 = error.map { "\($0)" } ?? "without an error" }
    }
}

/// How many backends of the database sleep.
func sleepers(_ test: TestDatabase) throws -> Int { try running(test, "pg_sleep") }

private func running(_ test: TestDatabase, _ text: String) throws -> Int {
    let count = try test.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'"
            + " AND pid <> pg_backend_pid() AND query LIKE '%\(text)%'")
    return Int(count.split(separator: "\n").first ?? "") ?? -1
}
