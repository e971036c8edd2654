internal import ArgumentParser
internal import HyperFleetServer

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Prints the version.")

    func run() {
        Terminal.write("hyperfleet-api \(ServerVersion.current)")
    }
}
