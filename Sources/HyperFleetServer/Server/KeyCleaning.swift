internal import HyperFleetPostgresStore
internal import HyperFleetService
internal import Logging

/// Removes idempotency keys that are too old or too many, again and again, a batch at a time.
struct KeyCleaning: Sendable {
    /// Few enough that no write waits long for a row that is being removed.
    private static let batchSize = 1_000
    private static let interval = Duration.seconds(60)

    let store: PostgresStore
    let settings: ServerSettings
    let logger: Logger

    /// Cleans until the task is cancelled; servers of one database take turns.
    func run() async {
        while !Task.isCancelled {
            await clean()
            // A cancelled sleep ends the loop.
            try? await Task.sleep(for: Self.interval)
        }
    }

    private func clean() async {
        do throws(StoreError) {
            while !Task.isCancelled {
                let removed = try await store.removeOldKeys(
                    maximumAge: settings.idempotencyRetention, maximumCount: settings.idempotencyMaxKeys,
                    batchSize: Self.batchSize)
                guard removed == Self.batchSize else { return }
            }
        } catch {
            // The next round comes in a minute.
            logger.debug("idempotency keys were not cleaned", metadata: ["problem": "\(error)"])
        }
    }
}
