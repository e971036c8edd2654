internal import ArgumentParser
internal import HyperFleetServer

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Brings the database's tables up to date; only ever adds.",
        discussion: """
            May run any number of times, on any number of machines at once, beside running servers. Needs a direct \
            connection, not one through a pooler.
            """)

    @Flag(help: "Print the statements that would run, and run none.")
    var plan = false

    @Flag(help: "Change nothing; exit code 1 and a list of what is missing, if anything is.")
    var check = false

    @OptionGroup var file: FileFlag
    @OptionGroup(title: "Database") var database: DatabaseFlag
    @OptionGroup(title: "Log") var log: LogFlags

    func validate() throws {
        if plan && check { throw ValidationError("--plan and --check cannot both be given.") }
    }

    func run() async throws {
        try await CommandFailure.translating {
            let given = database.given.merging(log.given) { _, new in new }
            let settings = try await ServerSettings(
                flags: given, environment: Environment.variables, filePath: file.path, requiring: [.database])
            let logger = ServerLogHandler.logger(level: settings.logLevel, format: settings.logFormat)
            let operation = MigrateOperation(settings: settings, logger: logger)
            if plan {
                for statement in try await operation.plan() { Terminal.write(statement) }
            } else if check {
                try await operation.check()
            } else {
                try await operation.run()
            }
        }
    }
}
