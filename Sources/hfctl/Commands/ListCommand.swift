internal import ArgumentParser

/// `hfctl list`.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List clusters, node pools, or the reports about one, newest first.",
        subcommands: [ListClusters.self, ListNodePools.self, ListStatuses.self])
}
