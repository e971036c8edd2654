/// A connection of one's own, for migrations: in no transaction, without timeouts but those that it is told.
///
/// Its requests run one after the other; a cancelled task cancels the running one.
package final class PostgresSession: Sendable {
    private let queue: SessionQueue

    init(queue: SessionQueue) {
        self.queue = queue
    }

    /// Runs SQL text as it stands, several statements separated by `;` included, by the simple protocol.
    ///
    /// Several statements are one implicit transaction; a single one is none, as CREATE INDEX CONCURRENTLY needs it.
    package func execute(_ script: String) async throws(PostgresError) {
        _ = try await Job(SessionWork.script(script)).answer { queue.push($0).refusal }.get()
    }

    /// Runs one statement outside a transaction, and decodes its rows.
    package func query<Statement: PostgresStatement>(
        _ statement: Statement
    ) async throws(PostgresError) -> [Statement.Row] {
        let work = SessionWork.statement(StatementCall(statement))
        let result = try await Job<SessionWork, PostgresResult?>(work).answer { queue.push($0).refusal }.get()
        return try result?.rows(of: Statement.self) ?? []
    }
}

extension PostgresDatabase {
    /// Whether connections are taken for sessions of their own; see `PostgresConfiguration.hasOwnSessions`.
    package var expectsOwnSessions: Bool { configuration.hasOwnSessions }

    /// Gives `body` a connection of its own, outside the lanes; it is closed once `body` is over. Needs no `run`.
    ///
    /// - Parameter isOwnSession: whether it is a session of its own, which is told the driver's settings; nil is as
    ///   configured. Where it is none, it comes as PostgreSQL or a pooler hands it out.
    package func withDedicatedConnection<Value: Sendable>(
        isOwnSession: Bool? = nil, _ body: (PostgresSession) async throws -> Value
    ) async throws -> Value {
        let settings = SessionSettings(isOwnSession: isOwnSession ?? configuration.hasOwnSessions)
        let queue = SessionQueue(name: "session", maxWaiting: 16)
        let closed = Latch(count: 1)
        try await openSession(queue, settings, closed: closed).get()
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(try await body(PostgresSession(queue: queue)))
        } catch {
            outcome = .failure(error)
        }
        queue.close(PostgresError(.misuse, detail: "the session is over"))
        await closed.wait()
        return try outcome.get()
    }

    private func openSession(
        _ queue: SessionQueue, _ settings: SessionSettings, closed: Latch
    ) async -> Result<Void, PostgresError> {
        let (string, configuration, logger) = (connectionString, configuration, logger)
        return await withCheckedContinuation { continuation in
            do throws(PostgresError) {
                try DedicatedThread.start {
                    do throws(PostgresError) {
                        let connection = try PostgresConnection(
                            string, configuration: configuration, settings: settings, generation: 0,
                            isPipelined: false, logger: logger)
                        continuation.resume(returning: .success(()))
                        queue.serve(connection)
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                    closed.countDown()
                }
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
    }
}
