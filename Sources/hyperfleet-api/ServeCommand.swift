internal import ArgumentParser
internal import HyperFleetServer

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves a fleet until SIGTERM or SIGINT.",
        discussion: """
            Needs --database-url and --schema. Waits for a database that is away; refuses one whose tables are \
            missing or old. The first signal finishes running calls, a second one ends the process. SIGHUP reads new \
            certificates and tokens, and from the settings the kinds' adapters and delete policy.
            """)

    @OptionGroup var flags: AllFlags

    func run() async throws {
        try await CommandFailure.translating {
            let (given, path) = (flags.given, flags.file.path)
            @Sendable func read() async throws(SettingsError) -> ServerSettings {
                try await ServerSettings(flags: given, environment: Environment.variables, filePath: path)
            }
            let settings = try await read()
            let logger = ServerLogHandler.logger(level: settings.logLevel, format: settings.logFormat)
            try await ServeOperation.run(settings: settings, logger: logger, rereadSettings: read)
        }
    }
}
