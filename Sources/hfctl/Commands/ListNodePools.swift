internal import ArgumentParser
internal import HyperFleetClient

/// `hfctl list nodepools`.
struct ListNodePools: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "nodepools", abstract: "List the node pools of one cluster or of all, newest first.",
        aliases: ["nodepool", "np"])

    @Option(help: ArgumentHelp("Only those of this cluster.", valueName: "name|id"))
    var cluster: ReferenceText?

    @OptionGroup var pages: PageOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.withClient { client in
            try await Listing(pages, global).run(
                Listing.Source(
                    page: { (page) async throws(RPCError) in
                        try await client.nodePools.listPage(in: cluster?.cluster, page)
                    },
                    stream: { (page) async throws(RPCError) in
                        try await client.nodePools.stream(in: cluster?.cluster, page)
                    }))
        }
    }
}
