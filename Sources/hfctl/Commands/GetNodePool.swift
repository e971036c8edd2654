internal import ArgumentParser
internal import HyperFleetClient

/// `hfctl get nodepool NAME|ID...`.
struct GetNodePool: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "nodepool", abstract: "Show node pools, those marked for deletion too.",
        aliases: ["nodepools", "np"])

    @OptionGroup var references: NodePoolReferences
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let nodePools = try references.references
        try await global.withClient { client in
            try await Batch(nodePools, global).show(
                one: { (wanted) async throws(RPCError) in try await client.nodePools.get(wanted) },
                many: { (wanted) async throws(RPCError) in try await client.nodePools.getMany(wanted) })
        }
    }
}
