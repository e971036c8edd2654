internal import ArgumentParser
internal import HyperFleetClient
internal import JSONModel

/// `hfctl delete nodepool NAME|ID...`.
struct DeleteNodePool: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "nodepool", abstract: "Mark node pools for deletion.", aliases: ["nodepools", "np"])

    @OptionGroup var references: NodePoolReferences
    @OptionGroup var precondition: PreconditionOptions
    @OptionGroup var dryRun: DryRunOption
    @OptionGroup var waiting: DeleteWaitOption
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        try waiting.validate(beside: dryRun)
        try precondition.validate(beside: references.nodePools.count)
    }

    func run() async throws {
        let nodePools = try references.references
        try await global.withClient { client in
            try await Batch(nodePools, global).run {
                (reference) async throws(RPCError) -> any Presentable in
                let answer = try await client.nodePools.delete(
                    reference, preconditions: precondition.preconditions, isDryRun: dryRun.isDryRun)
                return DeleteAnswerView(
                    kind: .nodePool, answer: try await waiting.finished(answer, of: .nodePool, client, global))
            }
        }
    }
}
