internal import ArgumentParser

/// `hfctl get`.
struct GetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Show clusters or node pools by name or id, or the reports about one.",
        subcommands: [GetCluster.self, GetNodePool.self, ListStatuses.self])
}
