internal import PrivatePostgres
internal import Synchronization

/// A database of one's own in the tests' PostgreSQL; dropped when it is closed, or no longer referred to.
package final class TestDatabase: Sendable {
    package let name: String
    /// For libpq.
    package let connectionString: String

    private let cluster: PostgresServer
    private let isClosed = Mutex(false)

    init(cluster: PostgresServer, name: String) throws {
        self.cluster = cluster
        self.name = name
        connectionString = cluster.connectionString(database: name)
        _ = try cluster.execute("CREATE DATABASE \(name)")
    }

    deinit {
        close()
    }

    /// Runs SQL by psql, beside the code under test, and returns its rows, columns separated by `|`.
    @discardableResult
    package func execute(_ sql: String) throws -> String {
        try cluster.execute(sql, database: name)
    }

    /// Drops the database, and ends the connections to it.
    package func close() {
        let wasClosed = isClosed.withLock { isClosed in
            defer { isClosed = true }
            return isClosed
        }
        guard !wasClosed else { return }
        // The cluster itself goes at the end of the process, so that a database that stays does no harm.
        _ = try? cluster.execute("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }
}
