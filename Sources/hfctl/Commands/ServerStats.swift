internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetProto
internal import RPCCore

/// `hfctl server stats`.
struct ServerStats: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Show the server's figures since it started: connections, calls, methods.",
        discussion: "The figures are those of the one server that answers, not of all that share its database.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let answer: ServerStatusResponse = try await global.withClient { client in
            try await client.caller.call(ServerMethods.status, ServerStatusRequest(), options: CallOptions())
        }
        try global.show(ServerStatusView(status: answer.status))
    }
}
