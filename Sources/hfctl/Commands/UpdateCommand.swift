internal import ArgumentParser

/// `hfctl update`.
struct UpdateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change the spec or the labels of a cluster or a node pool.",
        subcommands: [UpdateCluster.self, UpdateNodePool.self])
}
