internal import Logging
internal import PostgresDriver

extension Migrator {
    /// Runs `body` on a connection of its own.
    ///
    /// - Parameter isOwnSession: whether it is a session of its own too; what is set on a shared one would stay with
    ///   whoever gets it next.
    func withSession<Value: Sendable>(
        isOwnSession: Bool, _ body: (PostgresSession) async throws(MigrationError) -> Value
    ) async throws(MigrationError) -> Value {
        do {
            // A role may have limits for servers' statements; an index build must not fall under them, and the
            // driver's settings for a session of its own have none.
            return try await database.withDedicatedConnection(isOwnSession: isOwnSession) { session in
                if isOwnSession { try await session.execute("SET client_min_messages = warning") }
                return try await body(session)
            }
        } catch let error as MigrationError {
            throw error
        } catch let error as PostgresError {
            throw .database(error)
        } catch {
            throw .database(PostgresError(.misuse, detail: "unexpected error of type \(type(of: error))"))
        }
    }

    /// Gives an error of the driver the migrator's type.
    func asking<Value>(
        _ operation: () async throws(PostgresError) -> Value
    ) async throws(MigrationError) -> Value {
        do throws(PostgresError) {
            return try await operation()
        } catch {
            // Behind a pooler a prepared statement is not found again, or found where another one left it.
            throw ["26000", "42P05"].contains(error.sqlState) ? .behindPooler : .database(error)
        }
    }

    /// Throws where a session's lock would not be the session's.
    func refusePooler() async throws(MigrationError) {
        let hasOwnSessions = try await asking { () async throws(PostgresError) in
            try await SessionCheck(database: database).hasOwnSessions()
        }
        guard hasOwnSessions else { throw .behindPooler }
    }

    /// Takes the migration lock, asking for it again and again without ever waiting inside the database.
    func lock(_ session: PostgresSession) async throws(MigrationError) {
        let clock = ContinuousClock()
        let start = clock.now
        while true {
            let isOurs = try await asking { () async throws(PostgresError) in
                try await session.query(TryMigrationLock()).first ?? false
            }
            if isOurs { return }
            guard clock.now - start < configuration.otherMigrationTimeout else {
                throw .busy(waited: configuration.otherMigrationTimeout)
            }
            try await pause(configuration.pollInterval)
        }
    }

    /// Runs one statement, again where it did not get its lock.
    func run(_ step: MigrationStep, on session: PostgresSession) async throws(MigrationError) {
        let timeout =
            switch step.locking {
            case .impatient: configuration.lockTimeout
            case .patient: configuration.concurrentLockTimeout
            }
        var attempt = 1
        while true {
            do throws(PostgresError) {
                try await session.execute("SET lock_timeout = \(timeout.wholeMilliseconds)")
                try await session.execute(step.sql)
                return
            } catch {
                if let cleanup = step.cleanup { try? await session.execute(cleanup) }
                guard error.isLockTimeout || error.isRetryableConflict, attempt < configuration.attempts else {
                    throw .step(step, error)
                }
                logger.notice(
                    "a lock was not free, trying again",
                    metadata: ["step": "\(step.summary)", "attempt": "\(attempt)"])
            }
            try await pause(.milliseconds(50 * min(attempt, 20)))
            attempt += 1
        }
    }

    private func pause(_ duration: Duration) async throws(MigrationError) {
        do {
            try await Task.sleep(for: duration)
        } catch {
            throw .database(PostgresError(.cancelled, detail: "the migration was cancelled"))
        }
    }
}

extension Duration {
    /// At least 1.
    fileprivate var wholeMilliseconds: Int64 {
        max(1, components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000)
    }
}
