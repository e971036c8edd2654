internal import ArgumentParser

/// A command that calls a server and writes an answer.
protocol FleetCommand: AsyncParsableCommand {
    var global: GlobalOptions { get }
}
