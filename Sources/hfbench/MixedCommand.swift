internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// Measures a mixture as a fleet sees it: mostly reads, some reports, a few changes.
struct MixedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mixed", abstract: "Of twenty calls: fourteen gets, four reports, one update, one page of twenty.")

    @OptionGroup var load: LoadOptions

    @Option(help: "How many clusters to work on.")
    var rows = 100_000

    func run() async throws {
        let targets = try await Targets.load(load, limit: rows)
        let loop = ClosedLoop(name: "mixed", options: load) { (client, worker, turn) async throws(RPCError) in
            let target = targets.pick(worker, turn)
            switch (worker &+ turn) % 20 {
            case 0:
                _ = try await client.clusters.update(.id(target), spec: Specs.cluster(turn))
            case 1:
                _ = try await client.clusters.listPage(PageRequest(size: 20))
            case 2...5:
                _ = try await client.adapterStatuses.report(
                    ReportCommand.report(by: "validation", turn: turn),
                    on: ReportTarget(kind: .cluster, reference: .id(target)))
            default:
                _ = try await client.clusters.get(.id(target))
            }
        }
        try await loop.run()
    }
}
