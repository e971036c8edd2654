internal import ArgumentParser

/// Load and figures: closed loops over the wire, to be read beside a peer measured in the same minutes.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hfbench",
        abstract: "Puts a HyperFleet server under closed-loop load and prints throughput and latency.",
        subcommands: [
            EchoCommand.self, GetCommand.self, CreateCommand.self, UpdateCommand.self, ReportCommand.self,
            MixedCommand.self, FillCommand.self, StreamCommand.self, ListCommand.self, PageCommand.self,
            IdleCommand.self, CancelCommand.self, AttackCommand.self, ServerCommand.self, StatementsCommand.self,
            ValidateCommand.self,
        ])
}
