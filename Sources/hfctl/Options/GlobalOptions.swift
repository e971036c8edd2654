internal import ArgumentParser
internal import HyperFleetClient
internal import JSONModel
internal import RPCCore

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The server: HOST:PORT or unix:PATH; may be given more than once, or with commas.",
            discussion: """
                Of several, which must be servers of one fleet, one that can be reached is called. Else \
                $HYPERFLEET_SERVER, else the server that `make run` started, found by .local/server here, above, or \
                above this program; else 127.0.0.1:8470.
                """,
            valueName: "address"))
    var server: [String] = []

    @Option(
        help: ArgumentHelp(
            "How long the command may wait for the server; 30s unless given, and without end for a stream.",
            valueName: "duration"))
    var timeout: DurationText?

    @Option(name: .shortAndLong, help: "How the answer is written: table, json, jsonl, yaml or name.")
    var output = OutputFormat.table

    @OptionGroup(title: "Security options") var security: SecurityOptions

    private var timeLimit: Duration { timeout?.duration ?? .seconds(30) }

    /// Calls `body` with a client of the servers that are meant, and gives its errors the words of this program.
    func withClient<Value>(_ body: (FleetClient) async throws -> Value) async throws -> Value {
        let found = try ServerLocator.find(options: server)
        var configuration = FleetClientConfiguration(
            timeout: timeLimit, connectTimeout: timeLimit, waitsForServer: false)
        try security.apply(to: &configuration)
        do {
            return try await withHyperFleetClient(addresses: found.addresses, configuration: configuration) { client in
                try await body(client)
            }
        } catch let error as RPCError {
            throw CommandFailure(error, advice: found.advice(after: error))
        }
    }

    /// Writes `answer` in the format asked for.
    func show(_ answer: any Presentable) throws {
        Terminal.output.write(try output.printer.text(of: answer))
    }

    /// Writes a screen for people, or the same for programs.
    func show(_ text: StyledText, json: JSONValue, name: String) throws {
        switch output {
        case .table: Terminal.output.write(text)
        case .json: Terminal.output.write(JSONPrinter.text(of: json) + "\n")
        case .jsonl: Terminal.output.write(json.description + "\n")
        case .yaml: Terminal.output.write(try YAMLPrinter.text(of: json))
        case .name: Terminal.output.write(name + "\n")
        }
    }

    /// Says something beside the data, to people only.
    func remark(_ text: String) {
        if output == .table { Terminal.errors.write(Terminal.onOneLine(text) + "\n") }
    }
}
