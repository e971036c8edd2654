internal import Logging

/// Makes a cluster for tests: new, fast, and gone with the process.
struct ThrowawayCluster {
    let options: PrivatePostgresOptions
    let logger: Logger

    func start() throws -> PostgresServer {
        let user = try ServerUser.current()
        let binaries = try ServerBinaries.find()
        let folder = try ThrowawayFolder.make()
        do {
            try user.makeFolder(folder.path, mode: 0o711)
            try user.makeFolder("\(folder.path)/s", mode: 0o711)
            let socket = ServerSocket(folder: "\(folder.path)/s", port: options.port)
            try socket.check()
            let starter = ClusterStarter(
                binaries: binaries, user: user, dataFolder: "\(folder.path)/data", socket: socket, options: options,
                workFolder: folder.path)
            try starter.initialize(isDurable: false, log: "\(folder.path)/initdb.log")
            try starter.serve(
                front: [], diesWithParent: true, settings: Self.fastSettings, log: "\(folder.path)/postgres.log")
            logger.debug("a throw-away PostgreSQL is running", metadata: ["folder": "\(folder.path)"])
            return PostgresServer(
                dataFolder: starter.dataFolder, socketFolder: socket.folder, port: socket.port, user: options.user,
                wasRunning: false, binaries: binaries, throwaway: folder)
        } catch {
            try? folder.remove()
            throw error
        }
    }

    /// Nothing here survives a crash: only for data that nobody wants back.
    private static let fastSettings = [
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=128MB",
        "max_wal_size=256MB", "autovacuum_naptime=10min",
    ]
}
