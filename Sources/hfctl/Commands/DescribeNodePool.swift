internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel

/// `hfctl describe nodepool NAME|ID`.
struct DescribeNodePool: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "nodepool",
        abstract: "Show a node pool in full: spec, labels, conditions, reports, and what it waits for.",
        aliases: ["nodepools", "np"])

    @Argument(help: ArgumentHelp("A name or an id.", valueName: "name|id"))
    var nodePool: ReferenceText

    @Option(help: ArgumentHelp("The cluster of a node pool given by name.", valueName: "name|id"))
    var cluster: ReferenceText?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        _ = try nodePool.nodePool(in: cluster)
    }

    func run() async throws {
        let target = ReportTarget(kind: .nodePool, reference: try nodePool.nodePool(in: cluster))
        let insight = try await global.withClient { client in try await ResourceInsight.read(target, client) }
        let view = InsightView(insight)
        try global.show(
            try view.text(isColored: Terminal.output.showsColors), json: try view.json,
            name: insight.resource.word)
    }
}
