internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel

/// `hfctl describe cluster NAME|ID`.
struct DescribeCluster: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster",
        abstract: "Show a cluster in full: spec, labels, conditions, reports, node pools, and what it waits for.",
        aliases: ["clusters"])

    @Argument(help: ArgumentHelp("A name or an id.", valueName: "name|id"))
    var cluster: ReferenceText

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let target = ReportTarget(kind: .cluster, reference: cluster.cluster)
        let insight = try await global.withClient { client in try await ResourceInsight.read(target, client) }
        let view = InsightView(insight)
        try global.show(
            try view.text(isColored: Terminal.output.showsColors), json: try view.json,
            name: insight.resource.word)
    }
}
