internal import ArgumentParser
internal import HyperFleetClient
internal import RPCCore

/// Measures reads of single clusters by id.
struct GetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "get", abstract: "Reads clusters by id.")

    @OptionGroup var load: LoadOptions

    @Option(help: "How many clusters to read from.")
    var rows = 100_000

    func run() async throws {
        let targets = try await Targets.load(load, limit: rows)
        let loop = ClosedLoop(name: "get", options: load) { (client, worker, turn) async throws(RPCError) in
            _ = try await client.clusters.get(.id(targets.pick(worker, turn)))
        }
        try await loop.run()
    }
}
