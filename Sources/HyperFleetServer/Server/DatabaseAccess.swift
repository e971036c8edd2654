internal import Logging
internal import PostgresDriver

/// How this program connects to its database.
enum DatabaseAccess {
    /// Connections as the settings want them; nothing is connected yet.
    static func database(settings: ServerSettings, logger: Logger) throws(StartFailure) -> PostgresDatabase {
        var configuration = PostgresConfiguration(connectionString: settings.databaseURL)
        configuration.applicationName = "hyperfleet-api"
        configuration.hasOwnSessions = settings.databasePreparedStatements
        configuration.readers = settings.databaseReaders
        configuration.searchers = settings.databaseSearchers
        configuration.writers = settings.databaseWriters
        configuration.transactions = settings.databaseTransactions
        configuration.listers = settings.databaseListers
        configuration.listTimeout = max(settings.listsStallTimeout, .seconds(1)) + .seconds(5)
        configuration.maxWaiting = settings.databaseMaxWaiting
        configuration.maxWaitingSize = settings.databaseMaxWaitingSize
        configuration.acquireTimeout = settings.databaseAcquireTimeout
        do throws(PostgresError) {
            return try PostgresDatabase(configuration: configuration, logger: logger)
        } catch {
            throw StartFailure(.usage, "the database URL cannot be used: \(error.detail)")
        }
    }
}
