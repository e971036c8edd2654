internal import ArgumentParser
internal import HyperFleetClient

/// `hfctl version`.
struct VersionCommand: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Show the versions of this program and of the server.")

    @Flag(help: "Only this program's version; no server is asked.")
    var client = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        if client {
            try global.show(VersionView(server: nil))
            return
        }
        let health = try await global.withClient { client in
            try await client.health.check()
        }
        try global.show(VersionView(server: health))
    }
}
