internal import ArgumentParser
internal import Foundation
internal import HyperFleetClient
internal import RPCCore
internal import RPCTransport

/// Measures what a connection costs that does nothing.
struct IdleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idle", abstract: "Holds connections that have made one call, and prints the server's memory.")

    @Option(help: "The server: HOST:PORT or unix:PATH.")
    var server = "127.0.0.1:8470"

    @Option(help: "The server's process.")
    var serverPID: Int32

    @Option(help: "How many connections.")
    var connections = 1_000

    func validate() throws {
        guard RPCAddress(server) != nil else {
            throw ValidationError("--server takes HOST:PORT or unix:PATH, not '\(server)'")
        }
        guard (1...100_000).contains(connections) else { throw ValidationError("--connections is 1 to 100,000") }
    }

    func run() async throws {
        LoopConcurrency.install()
        guard let address = RPCAddress(server), let before = ProcessUsage.residentBytes(of: serverPID) else {
            throw ValidationError("there is no process \(serverPID)")
        }
        let payload = [UInt8](repeating: 0x61, count: 512)
        var clients: [FleetClient] = []
        for _ in 0..<connections {
            let client = FleetClient(address: address)
            _ = try await client.bench.echo(payload)
            clients.append(client)
        }
        // What the last calls left is given back within a moment.
        try await ContinuousClock().sleep(for: .seconds(2))
        let after = ProcessUsage.residentBytes(of: serverPID) ?? 0
        Terminal.line(
            "idle: \(connections) connections, server resident \(before >> 10) KiB before, \(after >> 10) KiB after, "
                + "\((after - before) / connections) bytes a connection")
        for client in clients { await client.close() }
    }
}
