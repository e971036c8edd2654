internal import ArgumentParser
internal import HyperFleetClient
internal import RPCCore

/// Measures the way of a call by itself.
struct EchoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "echo", abstract: "Calls that come back as they are; needs `hfbench server`.")

    @OptionGroup var load: LoadOptions

    @Option(help: "Bytes in each call and answer.")
    var payloadBytes = 512

    @Flag(help: "Echo a cluster, read, checked and written on both sides, in place of bytes.")
    var cluster = false

    func run() async throws {
        try await cluster ? runCluster() : runBytes()
    }

    private func runCluster() async throws {
        let sample = Specs.resource()
        let loop = ClosedLoop(name: "echo-cluster", options: load) { (client, _, _) async throws(RPCError) in
            let answer = try await client.bench.echoCluster(sample)
            guard answer.id == sample.id else {
                throw RPCError(.dataLoss, message: "the echo differs from what was sent")
            }
        }
        try await loop.run()
    }

    private func runBytes() async throws {
        let payload = [UInt8](repeating: 0x61, count: payloadBytes)
        let loop = ClosedLoop(name: "echo", options: load) { (client, _, _) async throws(RPCError) in
            let answer = try await client.bench.echo(payload)
            guard answer.count == payload.count else {
                throw RPCError(.dataLoss, message: "the echo differs from what was sent")
            }
        }
        try await loop.run()
    }
}
