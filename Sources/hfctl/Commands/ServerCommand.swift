internal import ArgumentParser

/// `hfctl server`.
struct ServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server", abstract: "Ask the server about itself.", subcommands: [ServerStats.self])
}
