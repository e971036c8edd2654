internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// `hfctl health`.
struct HealthCommand: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Ask the server whether it can do its work.",
        discussion: "The exit code is 0 when it is serving, and 9 when it is not or cannot be reached.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let health = try await global.withClient { client in
            try await client.health.check()
        }
        try global.show(HealthView(health: health))
        if !health.isServing {
            throw CommandFailure(
                RPCError(.unavailable, message: "the server is not serving: \(health.message)", processed: .no))
        }
    }
}
