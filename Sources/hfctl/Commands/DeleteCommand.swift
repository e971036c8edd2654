internal import ArgumentParser

/// `hfctl delete`.
struct DeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Mark clusters or node pools for deletion.",
        discussion: """
            A marked resource is gone once every required adapter has reported Finalized=True; the outcome is MARKED \
            or REMOVED.
            """,
        subcommands: [DeleteCluster.self, DeleteNodePool.self])
}
