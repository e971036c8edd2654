internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// The clusters that a load works on: read from the server before it begins.
struct Targets: Sendable {
    let ids: [ResourceID]

    /// Why there is nothing to work on.
    struct Missing: Error, CustomStringConvertible {
        let description = "the server has no clusters to work on: run `hfbench fill` first"
    }

    /// The newest clusters of the server, at most `limit`.
    static func load(_ options: LoadOptions, limit: Int) async throws -> Targets {
        let ids = try await withHyperFleetClient(
            address: try options.address, configuration: options.security.configuration
        ) { client in
            try await newest(limit, client)
        }
        if ids.isEmpty { throw Missing() }
        return Targets(ids: ids)
    }

    private static func newest(_ limit: Int, _ client: FleetClient) async throws -> [ResourceID] {
        var ids: [ResourceID] = []
        var page = PageRequest(size: 1_000)
        repeat {
            let answer = try await client.clusters.listPage(page)
            ids += answer.resources.map(\.id)
            page.token = answer.nextPageToken
        } while !page.token.isEmpty && ids.count < limit
        return Array(ids.prefix(limit))
    }

    /// A target for one call: scattered over all of them, the same every run.
    func pick(_ worker: Int, _ turn: Int) -> ResourceID {
        var mixed = UInt64(truncatingIfNeeded: worker &* 1_000_003 &+ turn) &* 0x9E37_79B9_7F4A_7C15
        mixed ^= mixed >> 29
        mixed &*= 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 32
        return ids[Int(mixed % UInt64(ids.count))]
    }
}
