internal import ArgumentParser
internal import HyperFleetClient
internal import RPCCore

/// Measures changes of specs.
struct UpdateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Gives clusters a new spec, by id.")

    @OptionGroup var load: LoadOptions
    @OptionGroup var spec: SpecOptions

    @Option(help: "How many clusters to change.")
    var rows = 100_000

    func run() async throws {
        let targets = try await Targets.load(load, limit: rows)
        let size = spec.specSize
        let loop = ClosedLoop(name: "update", options: load) { (client, worker, turn) async throws(RPCError) in
            _ = try await client.clusters.update(
                .id(targets.pick(worker, turn)),
                spec: Specs.cluster(worker &* 1_000_000 &+ turn, size: size))
        }
        try await loop.run()
    }
}
