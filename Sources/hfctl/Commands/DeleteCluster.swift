internal import ArgumentParser
internal import HyperFleetClient
internal import JSONModel

/// `hfctl delete cluster NAME|ID...`.
struct DeleteCluster: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster", abstract: "Mark clusters, and their node pools, for deletion.",
        aliases: ["clusters"])

    @OptionGroup var references: ClusterReferences
    @OptionGroup var precondition: PreconditionOptions
    @OptionGroup var dryRun: DryRunOption
    @OptionGroup var waiting: DeleteWaitOption
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        try waiting.validate(beside: dryRun)
        try precondition.validate(beside: references.clusters.count)
    }

    func run() async throws {
        try await global.withClient { client in
            try await Batch(references.references, global).run {

                (reference) async throws(RPCError) -> any Presentable in
                let answer = try await client.clusters.delete(
                    reference, preconditions: precondition.preconditions, isDryRun: dryRun.isDryRun)
                return DeleteAnswerView(
                    kind: .cluster, answer: try await waiting.finished(answer, of: .cluster, client, global))
            }
        }
    }
}
