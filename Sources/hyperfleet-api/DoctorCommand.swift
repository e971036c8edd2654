internal import ArgumentParser
internal import HyperFleetServer

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks whether the database is as it must be; changes nothing.",
        discussion: """
            Checks the tables, and that every label and every report has its owner, for which all of them are read. The \
            exit code is 1, with a list, when something is not as it must be.
            """)

    @OptionGroup var file: FileFlag
    @OptionGroup(title: "Database") var database: DatabaseFlag
    @OptionGroup(title: "Log") var log: LogFlags

    func run() async throws {
        try await CommandFailure.translating {
            let given = database.given.merging(log.given) { _, new in new }
            let settings = try await ServerSettings(
                flags: given, environment: Environment.variables, filePath: file.path, requiring: [.database])
            let logger = ServerLogHandler.logger(level: settings.logLevel, format: settings.logFormat)
            for line in try await DoctorOperation(settings: settings, logger: logger).run() { Terminal.write(line) }
        }
    }
}
