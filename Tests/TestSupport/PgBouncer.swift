internal import Foundation
internal import Glibc
package import PrivatePostgres

/// A PgBouncer of a test's own in front of a private PostgreSQL, on a socket of its own.
package final class PgBouncer: Sendable {
    /// When a server connection goes back to the pool.
    package enum PoolMode: String, Sendable {
        case session
        case transaction
    }

    /// For `host=`; the port is 6432.
    package let socketFolder: String
    private let folder: String
    private let process: ServerProcess

    private static let port = 6432
    private static let program = "/usr/sbin/pgbouncer"

    /// Starts one, and waits until it listens.
    ///
    /// - Parameter poolSize: how many connections to PostgreSQL it has for each database.
    package init(before server: PostgresServer, mode: PoolMode, poolSize: Int) throws {
        guard FileManager.default.isExecutableFile(atPath: Self.program) else {
            throw TestSupportError("\(Self.program) is missing: run `make deps`")
        }
        folder = "/tmp/hfb-\(UInt32.random(in: 0...UInt32.max))"
        socketFolder = folder
        let user = try ServerUser.current()
        try user.makeFolder(folder, mode: 0o755)
        let settings = folder + "/pgbouncer.ini"
        try Self.settings(folder, server, mode, poolSize).write(toFile: settings, atomically: true, encoding: .utf8)
        // PgBouncer, as PostgreSQL, refuses to run as root.
        var command = Command(user.prefix(diesWithParent: true) + [Self.program, settings], folder: folder)
        command.log = folder + "/log"
        process = try ServerProcess.start(command)
        let socket = ServerSocket(folder: folder, port: Self.port)
        let end = ContinuousClock.now + .seconds(60)
        while !socket.answers {
            guard process.end == nil, ContinuousClock.now < end else {
                let log = (try? String(contentsOfFile: command.log, encoding: .utf8)) ?? ""
                throw TestSupportError("PgBouncer does not listen: \(process.end ?? "")\n\(log)")
            }
            usleep(5_000)
        }
    }

    /// For libpq: a database of the server behind it.
    package func connectionString(database: String) -> String {
        "host='\(socketFolder)' port=\(Self.port) user=hyperfleet dbname='\(database)'"
    }

    /// Stops it at once, and waits until it is gone.
    package func stop() {
        let text = try? String(contentsOfFile: folder + "/pid", encoding: .utf8)
        if let text, let number = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) { kill(number, SIGTERM) }
        while process.end == nil { usleep(5_000) }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func settings(
        _ folder: String, _ server: PostgresServer, _ mode: PoolMode, _ poolSize: Int
    ) -> String {
        """
        [databases]
        * = host='\(server.socketFolder)' port=\(server.port) user=\(server.user)
        [pgbouncer]
        listen_addr =
        listen_port = \(port)
        unix_socket_dir = \(folder)
        pidfile = \(folder)/pid
        auth_type = any
        pool_mode = \(mode.rawValue)
        default_pool_size = \(poolSize)
        max_client_conn = 200
        server_login_retry = 1

        """
    }
}
