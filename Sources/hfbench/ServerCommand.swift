internal import ArgumentParser
internal import Foundation
internal import HyperFleetServer

/// Serves like `hyperfleet-api serve`, and echoes besides.
struct ServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server",
        abstract: "Serves a migrated database as `hyperfleet-api serve` does, and echoes besides.",
        discussion: "Settings that have no option here are read from the environment, as `hyperfleet-api` does.")

    @Option(help: "The database: a libpq connection string or a postgresql:// URI.")
    var databaseURL: String

    @Option(help: "Where to listen: HOST:PORT or unix:PATH.")
    var address = "127.0.0.1:8470"

    @Option(help: "The provider's OpenAPI document; without it any JSON object is a spec.")
    var schema: String?

    func run() async throws {
        var flags = ["database.url": databaseURL, "server.listen": address, "log.level": "notice"]
        flags["schema.file"] = schema
        let settings = try await ServerSettings(
            flags: flags, environment: ProcessInfo.processInfo.environment, requiring: [.database])
        let logger = ServerLogHandler.logger(level: settings.logLevel, format: settings.logFormat)
        try await ServeOperation.run(settings: settings, servesBench: true, logger: logger)
    }
}
