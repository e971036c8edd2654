internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// Measures one page of a list, read again and again.
struct PageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page", abstract: "Reads a page of 20 clusters: the first, or with --last the last by its token.")

    @OptionGroup var load: LoadOptions

    @Option(help: "A label selector; all clusters unless given.")
    var selector = ""

    @Flag(help: "Read the last page.")
    var last = false

    func run() async throws {
        var page = PageRequest(size: 20, selector: selector)
        if last { page.token = try await lastToken(of: page) }
        let wanted = page
        let loop = ClosedLoop(name: "page", options: load) { (client, _, _) async throws(RPCError) in
            _ = try await client.clusters.listPage(wanted)
        }
        try await loop.run()
    }

    /// The token of a page near the end: a token goes on with its query, whatever the size of the pages.
    private func lastToken(of page: PageRequest) async throws -> String {
        try await withHyperFleetClient(
            address: try load.address, configuration: load.security.configuration
        ) { client in
            var walk = page
            walk.size = 1_000
            var former = ""
            while true {
                let answer = try await client.clusters.listPage(walk)
                guard !answer.nextPageToken.isEmpty else { return walk.token.isEmpty ? former : walk.token }
                former = walk.token
                walk.token = answer.nextPageToken
            }
        }
    }
}
