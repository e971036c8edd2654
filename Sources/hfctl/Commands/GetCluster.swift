internal import ArgumentParser
internal import HyperFleetClient

/// `hfctl get cluster NAME|ID...`.
struct GetCluster: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster", abstract: "Show clusters, those marked for deletion too.", aliases: ["clusters"])

    @OptionGroup var references: ClusterReferences
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.withClient { client in
            try await Batch(references.references, global).show(
                one: { (wanted) async throws(RPCError) in try await client.clusters.get(wanted) },
                many: { (wanted) async throws(RPCError) in try await client.clusters.getMany(wanted) })
        }
    }
}
