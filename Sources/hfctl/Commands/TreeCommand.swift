internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel

/// `hfctl tree NAME|ID`.
struct TreeCommand: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "tree", abstract: "Show a cluster, its node pools and what was reported about them, at one moment."
    )

    @Argument(help: ArgumentHelp("A cluster's name or id.", valueName: "name|id"))
    var cluster: ReferenceText

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let tree = try await global.withClient { client in
            var tree = try await client.clusters.tree(cluster.cluster)
            // The rest of a very large cluster is of later snapshots.
            while !tree.nextPageToken.isEmpty {
                let more = try await client.clusters.tree(.id(tree.cluster.id), pageToken: tree.nextPageToken)
                tree.nodePools += more.nodePools
                tree.nextPageToken = more.nextPageToken
            }
            return tree
        }
        let view = TreeView(tree)
        try global.show(
            view.text(isColored: Terminal.output.showsColors), json: try view.json, name: view.names)
    }
}
