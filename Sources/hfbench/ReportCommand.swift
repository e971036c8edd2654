internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// Measures adapters' reports.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Reports about clusters as their four required adapters would.",
        discussion: "Before measuring, every adapter reports once about every cluster, in batches.")

    /// Those that a server requires unless told otherwise.
    private static let adapters = ["validation", "dns", "pullsecret", "hypershift"]
    private static let batchSize = 1_000

    @OptionGroup var load: LoadOptions

    @Option(help: "How many clusters to report about.")
    var rows = 100_000

    @Flag(help: "Say the same each time, so that nothing changes.")
    var repeated = false

    func run() async throws {
        let targets = try await Targets.load(load, limit: rows)
        let observedTime = repeated ? Timestamp.now : nil
        try await fill(targets, observedTime: observedTime)
        let repeated = repeated
        let loop = ClosedLoop(name: "report", options: load) { (client, worker, turn) async throws(RPCError) in
            let adapter = Self.adapters[(worker &+ turn / 2) & 3]
            _ = try await client.adapterStatuses.report(
                Self.report(by: adapter, turn: repeated ? 0 : turn, observedTime: observedTime),
                on: ReportTarget(kind: .cluster, reference: .id(targets.pick(worker, turn))))
        }
        try await loop.run()
    }

    /// Has every adapter report once about every cluster.
    private func fill(_ targets: Targets, observedTime: Timestamp?) async throws {
        let reports = Self.adapters.map { Self.report(by: $0, turn: 0, observedTime: observedTime) }
        let workers = 8
        let address = try load.address
        let configuration = load.security.configuration
        try await withHyperFleetClient(address: address, configuration: configuration) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                let step = Self.batchSize / reports.count
                for worker in 0..<workers {
                    group.addTask {
                        for start in stride(from: worker * step, to: targets.ids.count, by: workers * step) {
                            let ids = targets.ids[start..<min(start + step, targets.ids.count)]
                            let items = ids.flatMap { id in
                                reports.map { ($0, ReportTarget(kind: .cluster, reference: .id(id))) }
                            }
                            for result in try await client.adapterStatuses.reportMany(items) { _ = try result.get() }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    /// A report about generation 1; every second one says the opposite of the one before.
    static func report(by adapter: String, turn: Int, observedTime: Timestamp? = nil) -> Report {
        let moment = Timestamp(microseconds: 0)
        func condition(_ type: String, _ holds: Bool) -> AdapterCondition {
            AdapterCondition(
                type: type, status: holds ? .isTrue : .isFalse, reason: "Bench", message: "", lastTransitionTime: moment
            )
        }
        return Report(
            adapter: adapter, observedGeneration: 1, observedTime: observedTime,
            conditions: [
                condition("Available", turn.isMultiple(of: 2)), condition("Applied", true), condition("Health", true),
            ])
    }
}
