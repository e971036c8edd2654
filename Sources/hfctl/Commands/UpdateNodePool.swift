internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel
internal import JSONModel

/// `hfctl update nodepool NAME|ID [--cluster CLUSTER] [--spec FILE|-] [--label k=v ...]`.
struct UpdateNodePool: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "nodepool", abstract: "Change a node pool's spec or labels.", aliases: ["nodepools", "np"])

    @Argument(help: ArgumentHelp("A name or an id.", valueName: "name|id"))
    var nodePool: ReferenceText

    @Option(help: ArgumentHelp("The cluster of a node pool given by name.", valueName: "name|id"))
    var cluster: ReferenceText?

    @OptionGroup var change: ChangeOptions
    @OptionGroup var precondition: PreconditionOptions
    @OptionGroup var dryRun: DryRunOption
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        _ = try nodePool.nodePool(in: cluster)
    }

    func run() async throws {
        let reference = try nodePool.nodePool(in: cluster)
        let update = ResourceUpdate(
            labels: try change.labels, spec: try change.readSpec(), preconditions: precondition.preconditions,
            isDryRun: dryRun.isDryRun)
        let answer = try await global.withClient { client in
            try await client.nodePools.update(reference, update)
        }
        try global.show(ResourceView(resource: answer.resource, fact: ("changed", .bool(answer.changed))))
    }
}
