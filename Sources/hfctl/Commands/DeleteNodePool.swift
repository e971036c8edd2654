internal import ArgumentParser
internal import HyperFleetClient
internal import JSONModel

/// `hfctl delete nodepool NAME|ID...`.
struct DeleteNodePool: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "nodepool", abstract: "Mark node pools for deletion.", aliases: ["nodepools", "np"])

    @OptionGroup var references: NodePoolReferences
    @OptionGroup var precondition: PreconditionOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        try precondition.validate(beside: references.nodePools.count)
    }

    func run() async throws {
        let nodePools = try references.references
        try await global.withClient { client in
            try await Batch(nodePools, global).run { (reference) async throws(RPCError) -> ResourceView in
                let answer = try await client.nodePools.delete(reference, ifResourceVersion: precondition.version)
                return ResourceView(
                    resource: answer.resource, fact: ("outcome", .string(answer.outcome.rawValue)))
            }
        }
    }
}
