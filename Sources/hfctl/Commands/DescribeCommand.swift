internal import ArgumentParser

/// `hfctl describe`.
struct DescribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Show one cluster or node pool in full, or what the server serves.",
        subcommands: [DescribeCluster.self, DescribeNodePool.self, DescribeSymbol.self],
        defaultSubcommand: DescribeSymbol.self)
}
