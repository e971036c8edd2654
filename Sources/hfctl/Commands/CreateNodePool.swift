internal import ArgumentParser
internal import HyperFleetClient

/// `hfctl create nodepool NAME --cluster CLUSTER --spec FILE|-`.
struct CreateNodePool: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "nodepool", abstract: "Create a node pool of a cluster.", aliases: ["nodepools", "np"])

    @Argument(help: "3 to 15 lower-case letters, digits and hyphens.")
    var name: String

    @Option(help: ArgumentHelp("The cluster that it is to belong to.", valueName: "name|id"))
    var cluster: ReferenceText

    @OptionGroup var creation: CreationOptions
    @OptionGroup var dryRun: DryRunOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let spec = try creation.readSpec()
        let labels = try creation.labels
        let nodePool = try await global.withClient { client in
            try await client.nodePools.create(
                in: cluster.cluster, name: name, labels: labels, spec: spec, isDryRun: dryRun.isDryRun)
        }
        try global.show(ResourceView(resource: nodePool))
    }
}
