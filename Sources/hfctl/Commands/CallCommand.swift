internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetProto
internal import RPCCore

/// `hfctl call SERVICE/METHOD [-d JSON|@FILE|-]`.
struct CallCommand: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "call", abstract: "Call any method that the server serves, with JSON.",
        discussion: """
            The server itself is asked what the method takes. The requests of a streaming call are JSON values one \
            after the other. One answer is one JSON document; the answers of a stream are one line each.
            """)

    @Argument(help: ArgumentHelp("The method; SERVICE/METHOD without the package will do.", valueName: "method"))
    var method: String

    @Option(
        name: [.customShort("d"), .long],
        help: ArgumentHelp(
            "The request: JSON, @FILE, or - for standard input.",
            discussion: "Unless given: {} for one request, and standard input for a stream of them.",
            valueName: "json|@file|-"))
    var data: String?

    @Option(help: ArgumentHelp("A value that goes with the call; may be repeated.", valueName: "key=value"))
    var metadata: [MetadataText] = []

    @Option(help: ArgumentHelp("Makes a repeat of the same write harmless; at most 64 bytes.", valueName: "key"))
    var idempotencyKey: String?

    @Flag(help: "Say on standard error how long it took and how many bytes went each way.")
    var timing = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if let idempotencyKey, !(1...64).contains(idempotencyKey.utf8.count) {
            throw ValidationError("--idempotency-key takes 1 to 64 bytes.")
        }
        if global.output == .name { throw ValidationError("An answer has no name: use -o json or -o yaml.") }
    }

    func run() async throws {
        let given = try data.map { (data) throws(CommandFailure) in try RequestSource(data) }
        let clock = CallTiming()
        try await global.withClient { client in
            let pool = try await ServerDescriptors.fetch(client)
            clock.gotDescriptors()
            let (service, found) = try SymbolName(text: method).method(in: pool)
            let call = DynamicCall(
                client: client, codec: MessageJSON(pool), service: service, method: found, options: options,
                printer: AnswerPrinter(format: global.output, isStream: found.answersAreStreamed), timing: clock)
            try await call.run(given ?? RequestSource(found.requestsAreStreamed ? "-" : "{}"))
        }
        if timing { Terminal.errors.write(clock.line + "\n") }
    }

    private var options: CallOptions {
        var values = Metadata()
        for entry in metadata { values.append(entry.name, text: entry.value) }
        return CallOptions(timeout: global.timeout?.duration, metadata: values, idempotencyKey: idempotencyKey)
    }
}

extension ProtoMethod {
    /// Whether its client sends more than one message.
    var requestsAreStreamed: Bool { kind == .clientStreaming || kind == .bidirectionalStreaming }

    /// Whether its server sends more than one message.
    var answersAreStreamed: Bool { kind == .serverStreaming || kind == .bidirectionalStreaming }
}
