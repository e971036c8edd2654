internal import Glibc
internal import PrivatePostgres
internal import Synchronization

/// An empty database for one test, in a throw-away PostgreSQL that the whole process shares.
package struct ScratchDatabase: Sendable {
    /// Its libpq connection string.
    package let url: String
    private let name: String

    /// The PostgreSQL, started by whoever needs it first and removed when the process ends.
    private static let cluster = Result {
        let cluster = try PostgresServer.start(.throwaway(maxConnections: 400))
        atexit { ScratchDatabase.removeCluster() }
        return cluster
    }
    private static let count = Mutex(0)

    /// A new database, with no tables in it.
    ///
    /// - Throws: a sentence when no PostgreSQL can be started here.
    package static func make() throws -> ScratchDatabase {
        let cluster = try cluster.get()
        let number = count.withLock { count in
            count += 1
            return count
        }
        let name = "scratch_\(number)"
        _ = try cluster.execute("CREATE DATABASE \(name)")
        return ScratchDatabase(url: cluster.connectionString(database: name), name: name)
    }

    /// Removes it with all its tables, whoever is connected to it.
    package func drop() {
        // A database that stays does no harm: it goes with the process.
        _ = try? Self.cluster.get().execute("DROP DATABASE \(name) WITH (FORCE)")
    }

    private static func removeCluster() {
        try? cluster.get().remove()
    }
}
