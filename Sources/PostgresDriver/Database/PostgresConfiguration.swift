/// How to reach a database, and how much of it to use.
package struct PostgresConfiguration: Sendable {
    /// A libpq connection string (`host=... dbname=...`) or URI (`postgresql://...`).
    package var connectionString: String
    /// What the connections call themselves in pg_stat_activity.
    package var applicationName = "hyperfleet"

    /// Whether each connection is a session of its own, as when it leads to PostgreSQL itself.
    ///
    /// Behind a pooler in transaction mode it is not: without own sessions nothing is prepared by name, and every
    /// transaction is told its limits anew. Limits of the connection string's role or database do not matter.
    package var hasOwnSessions = true

    /// Connections of the reader lane: point reads, in batches.
    package var readers = 2
    /// Connections of the search lane: lists and searches.
    package var searchers = 2
    /// Connections of the write lane: segments without a decision between their statements.
    package var writers = 16
    /// Connections of the transaction lane.
    package var transactions = 16
    /// Connections of the list lane: streamed lists, each of which holds one from its beginning to its end.
    package var listers = 4

    /// How many requests may wait for one lane; past it they are refused as `overloaded`.
    package var maxWaiting = 1024
    /// How many bytes of statements' values may wait for one lane; past it requests are refused as `overloaded`.
    package var maxWaitingSize = 64 << 20
    /// How long a request waits for a connection before it is refused as `unavailable`.
    package var acquireTimeout: Duration = .seconds(5)
    /// How long a request waits while the database is known to be away.
    package var unavailableTimeout: Duration = .seconds(1)
    /// How long connecting to one host may take, where the connection string does not say; at least 2 s.
    package var connectTimeout: Duration = .seconds(5)

    /// statement_timeout of the reader lane.
    package var readTimeout: Duration = .seconds(2)
    /// statement_timeout of the search lane.
    package var searchTimeout: Duration = .seconds(5)
    /// statement_timeout of the write lane.
    package var writeTimeout: Duration = .seconds(5)
    /// statement_timeout of the transaction lane.
    package var transactionTimeout: Duration = .seconds(10)
    /// lock_timeout of the write lane: a write that meets a lock belongs on the transaction lane.
    package var writeLockTimeout: Duration = .milliseconds(50)
    /// lock_timeout of the transaction lane.
    package var transactionLockTimeout: Duration = .seconds(5)
    /// statement_timeout of the list lane: how long it may take to find the next rows of a streamed list. A streamed
    /// list may stand still as long between them.
    package var listTimeout: Duration = .seconds(30)
    /// How long a transaction may stand still between its statements.
    package var idleInTransactionTimeout: Duration = .seconds(10)

    package init(connectionString: String) {
        self.connectionString = connectionString
    }
}
