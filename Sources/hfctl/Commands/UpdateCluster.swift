internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel
internal import JSONModel

/// `hfctl update cluster NAME|ID [--spec FILE|-] [--label k=v ...]`.
struct UpdateCluster: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster", abstract: "Change a cluster's spec or labels.", aliases: ["clusters"])

    @Argument(help: ArgumentHelp("A name or an id.", valueName: "name|id"))
    var cluster: ReferenceText

    @OptionGroup var change: ChangeOptions
    @OptionGroup var precondition: PreconditionOptions
    @OptionGroup var dryRun: DryRunOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let update = ResourceUpdate(
            labels: try change.labels, spec: try change.readSpec(), preconditions: precondition.preconditions,
            isDryRun: dryRun.isDryRun)
        let answer = try await global.withClient { client in
            try await client.clusters.update(cluster.cluster, update)
        }
        try global.show(ResourceView(resource: answer.resource, fact: ("changed", .bool(answer.changed))))
    }
}
