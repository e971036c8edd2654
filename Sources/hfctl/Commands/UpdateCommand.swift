internal import ArgumentParser

/// `hfctl update`.
struct UpdateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Replace the spec or the labels of a cluster or a node pool.",
        subcommands: [UpdateCluster.self, UpdateNodePool.self])
}
