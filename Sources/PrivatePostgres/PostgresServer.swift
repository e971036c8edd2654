internal import Glibc
package import Logging

/// A PostgreSQL of our own that runs on this machine, reachable through a unix socket only.
package struct PostgresServer: Sendable {
    package let dataFolder: String
    package let socketFolder: String
    package let port: Int
    package let user: String
    /// Whether `start` found it running already.
    package let wasRunning: Bool

    let binaries: ServerBinaries
    /// The folder that holds everything of a throw-away cluster, and the lock that says that its owner lives.
    let throwaway: ThrowawayFolder?

    /// Starts a cluster, making it first where it does not exist; blocks for about a second then.
    ///
    /// - Throws: `PrivatePostgresError` with a sentence for people.
    package static func start(
        _ options: PrivatePostgresOptions, logger: Logger = Logger(label: "private-postgres")
    ) throws -> PostgresServer {
        switch options.kind {
        case .throwaway:
            return try ThrowawayCluster(options: options, logger: logger).start()
        case .durable(let dataFolder, let socketFolder):
            let socket = ServerSocket(folder: socketFolder, port: options.port)
            return try DurableCluster(dataFolder: dataFolder, socket: socket, options: options, logger: logger).start()
        }
    }

    /// For libpq: the database `postgres`.
    package var connectionString: String { connectionString(database: "postgres") }

    /// For libpq: another database of the cluster.
    package func connectionString(database: String) -> String {
        "host=\(quoted(socketFolder)) port=\(port) user=\(quoted(user)) dbname=\(quoted(database))"
    }

    /// Whether the server is there and listens.
    package var isRunning: Bool {
        guard let file = PostmasterFile(dataFolder: dataFolder), file.isAlive else { return false }
        return ServerSocket(folder: socketFolder, port: port).answers
    }

    /// Stops the server: running transactions are rolled back. Does nothing when it is stopped already.
    package func stop() throws {
        guard let file = PostmasterFile(dataFolder: dataFolder), file.isAlive else { return }
        guard kill(file.process, SIGINT) == 0 || errno == ESRCH else {
            throw PrivatePostgresError("PostgreSQL (process \(file.process)) cannot be stopped: \(lastError())")
        }
        // The file goes last; the process's number may stay for a while.
        let isGone = Poll.until(.seconds(60)) { !Folder.exists(PostmasterFile.path(dataFolder)) }
        guard isGone else {
            throw PrivatePostgresError("PostgreSQL (process \(file.process)) has not stopped within 60 s")
        }
    }

    /// Stops the server where it runs, and removes all its data.
    package func remove() throws {
        try stop()
        if let throwaway {
            try throwaway.remove()
        } else {
            try Folder.remove(dataFolder)
            try Folder.remove(socketFolder)
            try Folder.remove(DurableCluster.lockPath(dataFolder))
        }
    }

    /// Runs SQL by psql, each statement on its own, and returns its rows, columns separated by `|`.
    package func execute(_ sql: String, database: String = "postgres") throws -> String {
        let words = [
            binaries.path("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d",
            connectionString(database: database), "-c", sql,
        ]
        return try Command(words, folder: "/").output()
    }

    /// Whether the user that a server would run as can enter `folder`, or could once it is made.
    package static func serverCanReach(_ folder: String) -> Bool {
        (try? ServerUser.current())?.canEnter(folder) ?? false
    }

    /// Whether the path of a socket in `folder` is short enough.
    package static func socketFits(_ folder: String, port: Int = 5432) -> Bool {
        (try? ServerSocket(folder: folder, port: port).check()) != nil
    }
}

/// A value of a connection string.
private func quoted(_ value: String) -> String {
    var text = "'"
    for character in value {
        if character == "'" || character == "\\" { text.append("\\") }
        text.append(character)
    }
    return text + "'"
}
