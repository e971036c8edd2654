internal import ArgumentParser
internal import HyperFleetServer

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves a fleet until SIGTERM or SIGINT.",
        discussion: """
            Needs --database-url and --schema. Waits for a database that is away; refuses one whose tables are \
            missing or old. The first signal finishes running calls, a second one ends the process. SIGHUP reads new \
            certificates and tokens.
            """)

    @OptionGroup var flags: AllFlags

    func run() async throws {
        try await CommandFailure.translating {
            let settings = try await ServerSettings(
                flags: flags.given, environment: Environment.variables, filePath: flags.file.path)
            let logger = ServerLogHandler.logger(level: settings.logLevel, format: settings.logFormat)
            try await ServeOperation.run(settings: settings, reloadsOnHangUp: true, logger: logger)
        }
    }
}
