internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel

/// `hfctl report status cluster|nodepool NAME|ID --adapter A --generation N --condition Available=True ...`.
struct ReportStatus: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Report an adapter's status of a cluster or a node pool.",
        discussion: """
            The outcome says what became of the report: APPLIED, APPLIED_NOT_AGGREGATED, UNCHANGED, or why it was \
            left aside.
            """)

    @OptionGroup var target: TargetOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The report: a JSON or YAML file, or - for standard input; the options below come before what it says.",
            valueName: "file"))
    var file: String?

    @Option(help: "The adapter that reports.")
    var adapter: String?

    @Option(help: ArgumentHelp("The generation that the adapter worked on.", valueName: "n"))
    var generation: Int64?

    @Option(
        name: .customLong("condition"),
        help: ArgumentHelp(
            "A condition: TYPE=True, False or Unknown, then maybe :REASON, then maybe :MESSAGE; may be repeated.",
            valueName: "type=status"))
    var conditions: [ConditionText] = []

    @Option(
        help: ArgumentHelp(
            "Anything else: a JSON or YAML file with an object, or - for standard input.", valueName: "file"))
    var data: String?

    @Option(help: ArgumentHelp("When it was seen, by RFC 3339; now unless given.", valueName: "time"))
    var observedTime: TimeText?

    @OptionGroup var precondition: PreconditionOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard file == nil else { return }
        if adapter == nil { throw ValidationError("Who reports? Give --adapter, or a --file that says it.") }
        if generation == nil {
            throw ValidationError("About which generation? Give --generation, or a --file that says it.")
        }
        if conditions.isEmpty {
            throw ValidationError("Nothing to report: give --condition, or a --file with conditions.")
        }
    }

    func run() async throws {
        let resource = try target.target
        let report = try report()
        let answer = try await global.withClient { client in
            try await client.adapterStatuses.report(report, on: resource)
        }
        try global.show(ReportAnswerView(answer: answer, adapter: report.adapter))
    }

    /// What the options say, else what the file says.
    private func report() throws -> Report {
        let written = try file.map { try ReportFile(path: $0) }
        guard let adapter = adapter ?? written?.adapter, let generation = generation ?? written?.observedGeneration
        else { throw CommandFailure.usage("The report names no adapter or no observedGeneration.") }
        return Report(
            adapter: adapter, observedGeneration: generation,
            observedTime: observedTime?.timestamp ?? written?.observedTime,
            conditions: conditions.isEmpty ? written?.conditions ?? [] : conditions.map(\.condition),
            data: try data.map { try DocumentReader.data.read($0) } ?? written?.data ?? [],
            preconditions: precondition.preconditions)
    }
}
