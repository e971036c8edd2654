internal import ArgumentParser
internal import Foundation
internal import HyperFleetClient
internal import RPCTransport

/// Measures one streamed list from its beginning to its end.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Takes a streamed list of all clusters, and counts its rows a second.")

    @OptionGroup var load: LoadOptions

    @Option(help: "Only these members, with commas between them.")
    var fields = ""

    func run() async throws {
        LoopConcurrency.install()
        let before = load.serverPID.flatMap(ProcessUsage.residentBytes)
        var peak = before ?? 0
        var parts = 0
        var count: Int64 = 0
        let start = ContinuousClock.now
        try await withHyperFleetClient(
            address: try load.address, configuration: load.security.configuration
        ) { client in
            let page = PageRequest(fields: fields.isEmpty ? [] : [fields])
            for try await part in try await client.clusters.stream(page, options: CallOptions(timeout: .seconds(600))) {
                count += Int64(part.resources.count)
                parts += 1
                if parts.isMultiple(of: 64), let process = load.serverPID {
                    peak = max(peak, ProcessUsage.residentBytes(of: process) ?? 0)
                }
                if let end = part.end, end.count != count {
                    throw ValidationError("the stream's end counts \(end.count) rows, \(count) came")
                }
            }
        }
        let seconds = start.duration(to: .now) / .seconds(1)
        let growth = before.map { " server_growth_kib=\((peak - $0) >> 10)" } ?? ""
        Terminal.line(
            String(format: "list: %lld rows, %.0f rows/s, %.2f s", count, Double(count) / seconds, seconds) + growth)
    }
}
