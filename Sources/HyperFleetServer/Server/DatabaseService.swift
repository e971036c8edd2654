internal import PostgresDriver
internal import ServiceLifecycle

/// Keeps the database's lanes connected until everything above them has stopped.
struct DatabaseService: Service {
    let database: PostgresDatabase

    func run() async throws {
        // The lanes end by cancellation, which is how a graceful shutdown reaches them.
        try await cancelWhenGracefulShutdown {
            do {
                try await self.database.run()
            } catch is CancellationError {
                return
            }
        }
    }
}
