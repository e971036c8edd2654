internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// Gives a server clusters to be measured with.
struct FillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fill", abstract: "Creates clusters for the other loads to work on.")

    @Option(help: "The server: HOST:PORT or unix:PATH.")
    var server = "127.0.0.1:8470"

    @Option(help: "How many clusters to create.")
    var rows = 100_000

    @OptionGroup var spec: SpecOptions

    @OptionGroup(title: "Security options") var security: SecurityOptions

    func run() async throws {
        guard let address = RPCAddress(server) else {
            throw ValidationError("--server takes HOST:PORT or unix:PATH, not '\(server)'")
        }
        let run = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        let workers = 64
        let rows = rows
        let size = spec.specSize
        try await withHyperFleetClient(address: address, configuration: security.configuration) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<workers {
                    group.addTask {
                        for row in stride(from: worker, to: rows, by: workers) {
                            _ = try await client.clusters.create(
                                name: "fill-\(run)-\(row)", labels: Labels(["env": "prod", "team": "t\(row % 20)"]),
                                spec: Specs.cluster(row, size: size))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        Terminal.line("created \(rows) clusters")
    }
}
