internal import Logging

/// Finds or starts a cluster whose data are kept.
struct DurableCluster {
    let dataFolder: String
    let socket: ServerSocket
    let options: PrivatePostgresOptions
    let logger: Logger

    /// Held while a server is looked for or started.
    static func lockPath(_ dataFolder: String) -> String { "\(dataFolder).lock" }

    func start() throws -> PostgresServer {
        guard dataFolder.hasPrefix("/") else {
            throw PrivatePostgresError("the data folder \(dataFolder) must be an absolute path")
        }
        try socket.check()
        let user = try ServerUser.current()
        try Folder.make(Folder.parent(of: dataFolder))
        // Two that start at once: the second one waits, and finds a running server.
        let lock = try FileLock.take(Self.lockPath(dataFolder), waits: true)
        defer { withExtendedLifetime(lock) {} }

        let version = Folder.text("\(dataFolder)/PG_VERSION")?.split(separator: "\n").first.map(String.init)
        let binaries = try ServerBinaries.find(majorVersion: version)
        if try isRunning() {
            logger.info("PostgreSQL is running already", metadata: ["data": "\(dataFolder)"])
            return cluster(binaries, wasRunning: true)
        }
        try refuseUsedSocket()
        try launch(
            ClusterStarter(
                binaries: binaries, user: user, dataFolder: dataFolder, socket: socket, options: options,
                workFolder: dataFolder), isNew: version == nil)
        return cluster(binaries, wasRunning: false)
    }

    private func cluster(_ binaries: ServerBinaries, wasRunning: Bool) -> PostgresServer {
        PostgresServer(
            dataFolder: dataFolder, socketFolder: socket.folder, port: socket.port, user: options.user,
            wasRunning: wasRunning, binaries: binaries, throwaway: nil)
    }

    private func launch(_ starter: ClusterStarter, isNew: Bool) throws {
        if isNew, !Folder.isEmpty(dataFolder) {
            throw PrivatePostgresError(
                "the folder \(dataFolder) is not empty and holds no PostgreSQL data: choose another, or empty it")
        }
        guard starter.user.canEnter(Folder.parent(of: dataFolder)) else {
            throw PrivatePostgresError(
                "PostgreSQL's user cannot reach \(dataFolder): choose a folder whose parents it may enter")
        }
        try starter.user.makeFolder(dataFolder, mode: 0o700)
        try starter.user.makeFolder(socket.folder, mode: 0o700)
        if isNew {
            let log = "\(dataFolder).initdb.log"
            try Folder.remove(log)
            try starter.initialize(isDurable: true, log: log)
            try Folder.remove(log)
            logger.info("a new PostgreSQL cluster was made", metadata: ["data": "\(dataFolder)"])
        }
        // A session of its own keeps it away from the terminal's signals.
        try starter.serve(
            front: ["setsid"], diesWithParent: false, settings: [], log: "\(dataFolder)/postgres.log")
        logger.info("PostgreSQL is running", metadata: ["data": "\(dataFolder)", "socket": "\(socket.folder)"])
    }

    /// Whether our server works in the data folder; throws when it is somebody else's.
    private func isRunning() throws -> Bool {
        guard let file = PostmasterFile(dataFolder: dataFolder), file.isAlive else { return false }
        guard file.port == socket.port, file.socketFolder == socket.folder else {
            throw PrivatePostgresError(
                "another PostgreSQL (process \(file.process), socket \(file.socketFolder)/.s.PGSQL.\(file.port)) works "
                    + "in the data folder \(dataFolder): stop it, or choose another folder")
        }
        // It may still be starting, or recovering from a crash.
        guard Poll.until(options.startTimeout, { socket.answers }) else {
            throw PrivatePostgresError(
                "PostgreSQL (process \(file.process)) in \(dataFolder) does not answer: see \(dataFolder)/postgres.log")
        }
        return true
    }

    private func refuseUsedSocket() throws {
        guard socket.answers else { return }
        throw PrivatePostgresError(
            "another PostgreSQL listens on \(socket.path) already: stop it, or choose another socket folder or port")
    }
}
