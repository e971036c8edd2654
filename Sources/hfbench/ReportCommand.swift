internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// Measures adapters' reports.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Reports about clusters as a required adapter would.")

    @OptionGroup var load: LoadOptions

    @Option(help: "How many clusters to report about.")
    var rows = 100_000

    @Flag(help: "Say the same each time: after the first round nothing changes any more.")
    var repeated = false

    func run() async throws {
        let targets = try await Targets.load(load, limit: rows)
        let observedTime = repeated ? Timestamp.now : nil
        let repeated = repeated
        let loop = ClosedLoop(name: "report", options: load) { (client, worker, turn) async throws(RPCError) in
            _ = try await client.adapterStatuses.report(
                Self.report(turn: repeated ? 0 : turn, observedTime: observedTime),
                on: ReportTarget(kind: .cluster, reference: .id(targets.pick(worker, turn))))
        }
        try await loop.run()
    }

    /// A report about generation 1; every second one says the opposite of the one before.
    static func report(turn: Int, observedTime: Timestamp? = nil) -> Report {
        let moment = Timestamp(microseconds: 0)
        func condition(_ type: String, _ holds: Bool) -> AdapterCondition {
            AdapterCondition(
                type: type, status: holds ? .isTrue : .isFalse, reason: "Bench", message: "", lastTransitionTime: moment
            )
        }
        return Report(
            adapter: "validation", observedGeneration: 1, observedTime: observedTime,
            conditions: [
                condition("Available", turn.isMultiple(of: 2)), condition("Applied", true), condition("Health", true),
            ])
    }
}
