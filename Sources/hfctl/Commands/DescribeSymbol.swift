internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetProto
internal import RPCCore

/// `hfctl describe [SERVICE|METHOD|MESSAGE]`, which is `hfctl describe api ...` in full.
struct DescribeSymbol: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "api", abstract: "Show what the server serves, or one service, method or message of it.",
        discussion: "The server itself is asked. Names may be short as long as they tell one thing from all others.")

    @Argument(help: ArgumentHelp("A service, a method, a message or an enumeration.", valueName: "name"))
    var name: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.withClient { client in
            guard let name else { return try await describeAll(client) }
            let pool = try await ServerDescriptors.fetch(client)
            let symbol = try SymbolName(text: name).symbol(in: pool)
            try show(Declaration(symbol: symbol, pool: pool))
        }
    }

    private func describeAll(_ client: FleetClient) async throws {
        let answer: ListServicesResponse = try await client.caller.call(
            ReflectionMethods.listServices, ListServicesRequest(), options: CallOptions())
        try global.show(ServicesView(services: answer.services))
    }

    private func show(_ declaration: Declaration) throws {
        switch global.output {
        case .table: Terminal.output.write(declaration.text)
        case .jsonl: Terminal.output.write(declaration.json.description + "\n")
        case .json: Terminal.output.write(JSONPrinter.text(of: declaration.json) + "\n")
        case .yaml: Terminal.output.write(try YAMLPrinter.text(of: declaration.json))
        case .name: Terminal.output.write(declaration.symbol + "\n")
        }
    }
}
