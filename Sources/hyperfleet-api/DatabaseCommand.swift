internal import ArgumentParser
internal import HyperFleetServer

/// What can be done with the clone's private PostgreSQL.
struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database",
        abstract: "Manages the private PostgreSQL of this clone.",
        subcommands: [
            DatabaseSetUpCommand.self, DatabaseLogInCommand.self, DatabaseURLCommand.self,
            DatabaseTearDownCommand.self,
        ])
}

struct DatabaseSetUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup", abstract: "Makes it, starts it and brings its tables up to date, as far as needed.")

    @OptionGroup(title: "Log") var log: LogFlags

    func run() async throws {
        try await CommandFailure.translating {
            let url = try await DatabaseOperation.setUp(flags: log.given, environment: Environment.variables)
            Terminal.write(url)
        }
    }
}

struct DatabaseLogInCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login", abstract: "Starts it as needed and opens psql on it.")

    @Argument(help: ArgumentHelp("What to pass on to psql.", valueName: "psql-arguments"))
    var arguments: [String] = []

    func run() async throws {
        try await CommandFailure.translating { try DatabaseOperation.logIn(arguments: arguments) }
    }
}

struct DatabaseURLCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "url", abstract: "Prints its connection string; exit code 9 when it is not running.")

    func run() async throws {
        try await CommandFailure.translating { Terminal.write(try DatabaseOperation.url()) }
    }
}

struct DatabaseTearDownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "teardown", abstract: "Stops it and removes it with all its data.")

    func run() async throws {
        try await CommandFailure.translating { Terminal.write(try DatabaseOperation.tearDown()) }
    }
}
