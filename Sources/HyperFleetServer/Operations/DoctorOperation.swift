internal import HyperFleetPostgresStore
internal import HyperFleetService
package import Logging
internal import PostgresDriver

/// Looks whether a database is as it must be.
package struct DoctorOperation: Sendable {
    private let settings: ServerSettings
    private let logger: Logger

    /// A look at the database that the settings name.
    package init(settings: ServerSettings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Checks the tables, and that every label and every report has its owner; reads all of both.
    ///
    /// - Returns: A sentence for each thing that was looked at and found good.
    /// - Throws: A failure of kind `differences` with what is not as it must be.
    package func run() async throws -> [String] {
        try await MigrateOperation(settings: settings, logger: logger.quiet).check()
        let orphans = try await orphans()
        guard orphans.isClean else {
            throw StartFailure(
                .differences,
                "rows without an owner: \(orphans.labels) labels, \(orphans.adapterStatuses) adapter statuses; were the "
                    + "triggers of clusters and node_pools disabled, or these rows written by hand?")
        }
        return ["the tables are up to date", "every label and every report has its owner"]
    }

    private func orphans() async throws -> OrphanCounts {
        let database = try DatabaseAccess.database(settings: settings, logger: logger)
        let store = PostgresStore(database: database, logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { lanes in
            lanes.addTask { try await database.run() }
            defer { lanes.cancelAll() }
            do throws(StoreError) {
                return try await store.orphans()
            } catch {
                throw StartFailure(.databaseAway, "the database could not be read: \(error)")
            }
        }
    }
}
