internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// `hfctl health [--watch]`.
struct HealthCommand: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Ask the server whether it can do its work.",
        discussion: "The exit code is 0 when it is serving, and 9 when it is not or cannot be reached.")

    @Flag(help: "Show the present health and then each change, until the server stops or the command is interrupted.")
    var watch = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let health: Health
        if watch {
            health = try await global.withClient { client in try await followed(client) }
        } else {
            health = try await global.withClient { client in try await client.health.check() }
            try global.show(HealthView(health: health))
        }
        if !health.isServing {
            throw CommandFailure(
                RPCError(.unavailable, message: "the server is not serving: \(health.message)", processed: .no))
        }
    }

    /// Shows each health as it comes.
    ///
    /// - Returns: the last one.
    private func followed(_ client: FleetClient) async throws -> Health {
        let watch = try await client.health.watch(options: CallOptions(timeout: global.timeout?.duration))
        var last: Health?
        for try await health in watch {
            try show(health, isFirst: last == nil)
            last = health
        }
        guard let last else { throw RPCError(.internalError, message: "the server told no health", processed: .yes) }
        return last
    }

    /// A line each, for programs as for people.
    private func show(_ health: Health, isFirst: Bool) throws {
        let view = HealthView(health: health)
        switch global.output {
        case .table:
            let text = TablePrinter().text(of: view)
            let row = text.split(separator: "\n").last.map { "\($0)\n" } ?? ""
            Terminal.output.write(isFirst ? text : row)
        case .json, .jsonl, .yaml: try AnswerPrinter(format: global.output, isStream: true).write(view.json)
        case .name: try global.show(view)
        }
    }
}
