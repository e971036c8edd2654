internal import ArgumentParser
internal import HyperFleetClient

/// `hfctl list clusters`.
struct ListClusters: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "clusters", abstract: "List clusters, newest first.", aliases: ["cluster"])

    @OptionGroup var pages: PageOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.withClient { client in
            try await Listing(pages, global).run(
                Listing.Source(
                    page: { (page) async throws(RPCError) in try await client.clusters.listPage(page) },
                    stream: { (page) async throws(RPCError) in try await client.clusters.stream(page) }))
        }
    }
}
