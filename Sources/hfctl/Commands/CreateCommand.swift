internal import ArgumentParser

/// `hfctl create`.
struct CreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create a cluster or a node pool.",
        subcommands: [CreateCluster.self, CreateNodePool.self])
}
