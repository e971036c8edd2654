internal import Logging
internal import PostgresDriver
internal import TestSupport
internal import Testing

/// Runs `body` with a database of its own and the driver's lanes running on it.
func withDatabase<Value: Sendable>(
    _ script: String = "", configure: (inout PostgresConfiguration) -> Void = { _ in },
    _ body: @Sendable (PostgresDatabase, TestDatabase) async throws -> Value
) async throws -> Value {
    try await TestPostgres.shared.withDatabase { test in
        if !script.isEmpty { try test.execute(script) }
        return try await withLanes(test, configure, body)
    }
}

private func withLanes<Value: Sendable>(
    _ test: TestDatabase, _ configure: (inout PostgresConfiguration) -> Void,
    _ body: @Sendable (PostgresDatabase, TestDatabase) async throws -> Value
) async throws -> Value {
    var configuration = PostgresConfiguration(connectionString: test.connectionString)
    // A busy machine must not fail a test by a timeout that the test is not about.
    configuration.readTimeout = .seconds(60)
    configuration.acquireTimeout = .seconds(60)
    configuration.writeTimeout = .seconds(60)
    configuration.transactionTimeout = .seconds(60)
    configuration.transactionLockTimeout = .seconds(60)
    configuration.connectTimeout = .seconds(30)
    configure(&configuration)
    let database = try PostgresDatabase(configuration: configuration, logger: quietLogger)
    return try await running(database) { try await body(database, test) }
}

/// Runs `body` while the lanes of `database` run.
func running<Value: Sendable>(
    _ database: PostgresDatabase, _ body: @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await database.run() }
        let result: Result<Value, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        group.cancelAll()
        try await group.waitForAll()
        return try result.get()
    }
}

var quietLogger: Logger {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
}

/// The error that `body` throws; nil when it throws none.
func postgresError(_ body: () async throws -> Void) async -> PostgresError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? PostgresError
    }
}

/// Checks how many rows `items` holds.
func expectCount(
    _ count: Int64, _ database: PostgresDatabase, sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let rows = try await database.read(CountItems())
    #expect(rows == [count], sourceLocation: sourceLocation)
}
