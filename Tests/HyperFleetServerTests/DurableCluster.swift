import Foundation
import Glibc
import Logging
import PrivatePostgres
import TestSupport

/// A PostgreSQL with durable defaults in a scratch place, for what must survive a crash or an outage.
struct DurableCluster: Sendable {
    let connectionString: String
    let dataFolder: String
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private let folder: String
    private let options: PrivatePostgresOptions

    /// - Parameter dataFolder: where its data lie; nil is in a scratch folder.
    init(dataFolder: String? = nil) throws {
        folder = "/tmp/hf-durable-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
        self.dataFolder = dataFolder ?? folder + "/data"
        options = .durable(dataFolder: self.dataFolder, socketFolder: folder + "/s")
        connectionString = try PostgresServer.start(options, logger: Self.logger).connectionString
    }

    /// Stops it; those connected lose their connections.
    func stop() throws {
        try PostgresServer.start(options, logger: Self.logger).stop()
    }

    /// Stops it in immediate mode: nothing is written down, and the next start recovers.
    func stopAtOnce() throws {
        let file = dataFolder + "/postmaster.pid"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        guard let process = text.split(separator: "\n").first.flatMap({ pid_t($0) }) else {
            throw TestSupportError("\(file) names no process")
        }
        kill(process, SIGQUIT)
        while kill(process, 0) == 0 { usleep(5_000) }
    }

    /// Starts it again, on the same data and the same socket.
    func start() throws {
        _ = try PostgresServer.start(options, logger: Self.logger)
    }

    /// Runs SQL by psql, beside the server under test.
    func execute(_ sql: String) throws -> String {
        try PostgresServer.start(options, logger: Self.logger).execute(sql)
    }

    /// The processes of PostgreSQL that serve the server under test, in no order.
    func backends() throws -> [pid_t] {
        try execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'hyperfleet-api' ORDER BY random()")
            .split(separator: "\n").compactMap { pid_t($0) }
    }

    /// Stops it and removes its data.
    func remove() {
        try? PostgresServer.start(options, logger: Self.logger).remove()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
