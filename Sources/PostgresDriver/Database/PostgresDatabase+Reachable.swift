internal import CLibPQ

extension PostgresDatabase {
    /// Waits until a connection can be made; needs no `run`.
    ///
    /// - Parameter log: told why each time that it cannot, at growing distances up to 5 s.
    /// - Throws: `unavailable` when a PostgreSQL answers but goes on refusing us for 10 s, as with a wrong password
    ///   or a database that does not exist; `CancellationError`.
    package func waitUntilReachable(log: @Sendable (String) -> Void) async throws {
        var delay: Duration = .milliseconds(100)
        var refusedSince: MonotonicTime?
        while true {
            let attempt = await attemptConnection()
            guard let error = attempt.error else { return }
            try Task.checkCancellation()
            if attempt.serverAnswers {
                let since = refusedSince ?? .now
                refusedSince = since
                if since.elapsed > .seconds(10) { throw error }
            } else {
                refusedSince = nil
            }
            log("waiting for the database (\(connectionString.redacted)): \(error.detail)")
            try await Task.sleep(for: delay * Double.random(in: 0.75...1.25))
            delay = min(delay * 2, .seconds(5))
        }
    }

    /// What a trial connection found.
    private struct Attempt: Sendable {
        var error: PostgresError?
        /// Whether a PostgreSQL is there that takes connections, if not ours.
        var serverAnswers = false
    }

    private func attemptConnection() async -> Attempt {
        let (string, configuration, logger) = (connectionString, configuration, logger)
        return await withCheckedContinuation { continuation in
            do throws(PostgresError) {
                try DedicatedThread.start {
                    do throws(PostgresError) {
                        _ = try PostgresConnection(
                            string, configuration: configuration, settings: SessionSettings(isOwnSession: false),
                            generation: 0,
                            isPipelined: false, logger: logger)
                        continuation.resume(returning: Attempt())
                    } catch {
                        let ping = string.withParameters(configuration) { PQpingParams($0, $1, 1) }
                        continuation.resume(returning: Attempt(error: error, serverAnswers: ping == PQPING_OK))
                    }
                }
            } catch {
                continuation.resume(returning: Attempt(error: error))
            }
        }
    }
}
