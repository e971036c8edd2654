internal import HyperFleetPostgresStore
package import Logging
internal import PostgresDriver

/// Brings a database's tables up to date.
package struct MigrateOperation: Sendable {
    private let settings: ServerSettings
    private let logger: Logger

    /// A migration of the database that the settings name.
    package init(settings: ServerSettings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Runs what is missing; nothing when all is there.
    package func run() async throws(StartFailure) {
        let migrator = try migrator()
        do throws(MigrationError) {
            let steps = try await migrator.apply()
            logger.notice(
                steps.isEmpty ? "the database is up to date" : "the database has been brought up to date",
                metadata: ["steps": "\(steps.count)"])
        } catch {
            throw StartFailure(error)
        }
    }

    /// The statements that `run` would run, each with its semicolon.
    package func plan() async throws(StartFailure) -> [String] {
        let plan = try await found()
        guard plan.conflicts.isEmpty else { throw StartFailure(MigrationError.conflicts(plan.conflicts)) }
        return plan.statements
    }

    /// Does nothing when the database has all that this program needs.
    ///
    /// - Throws: a failure of kind `differences` that lists what is missing.
    package func check() async throws(StartFailure) {
        let plan = try await found()
        guard plan.isEmpty else {
            let missing = plan.steps.map(\.summary) + plan.conflicts
            throw StartFailure(
                .differences,
                "the database is not up to date; run `hyperfleet-api migrate`. It lacks:\n"
                    + missing.map { "  \($0)" }.joined(separator: "\n"))
        }
        logger.notice("the database is up to date")
    }

    private func found() async throws(StartFailure) -> MigrationPlan {
        let migrator = try migrator()
        do throws(MigrationError) {
            return try await migrator.plan()
        } catch {
            throw StartFailure(error)
        }
    }

    private func migrator() throws(StartFailure) -> Migrator {
        Migrator(database: try DatabaseAccess.database(settings: settings, logger: logger), logger: logger)
    }
}
