internal import ArgumentParser
internal import HyperFleetClient

/// `hfctl create cluster NAME --spec FILE|-`.
struct CreateCluster: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster", abstract: "Create a cluster.", aliases: ["clusters"])

    @Argument(help: "3 to 53 lower-case letters, digits and hyphens.")
    var name: String

    @OptionGroup var creation: CreationOptions
    @OptionGroup var dryRun: DryRunOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let spec = try creation.readSpec()
        let labels = try creation.labels
        let cluster = try await global.withClient { client in
            try await client.clusters.create(name: name, labels: labels, spec: spec, isDryRun: dryRun.isDryRun)
        }
        try global.show(ResourceView(resource: cluster))
    }
}
