internal import ArgumentParser
internal import Foundation
internal import HyperFleetClient
internal import RPCCore
internal import RPCTransport
internal import Synchronization

/// Measures messages of server streams.
struct StreamCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream", abstract: "Takes messages of server streams; needs `hfbench server`.",
        discussion: """
            --in-flight is streams on each connection. With --stopped each stream's reader stops after its first \
            message, and the server's memory is printed second by second.
            """)

    @OptionGroup var load: LoadOptions

    @Option(help: "Bytes in each message.")
    var payloadBytes = 512

    @Option(help: "Messages in each stream, then another begins; 0 is without end.")
    var messages: Int64 = 0

    @Flag(help: "Read one message of each stream and no more; needs --server-pid.")
    var stopped = false

    func validate() throws {
        guard !stopped || load.serverPID != nil else { throw ValidationError("--stopped needs --server-pid") }
    }

    func run() async throws {
        LoopConcurrency.install()
        if stopped { return try await runStopped() }
        let address = try load.address
        let start = ContinuousClock.now.advanced(by: .seconds(load.warmUp))
        let end = start.advanced(by: .seconds(load.seconds))
        let usage = try await withThrowingTaskGroup(of: UInt64.self) { group in
            for _ in 0..<load.connections {
                group.addTask {
                    try await withHyperFleetClient(address: address) { client in
                        try await self.streams(of: client, start: start, end: end)
                    }
                }
            }
            try await ContinuousClock().sleep(until: start)
            let before = ProcessUsage.now(server: load.serverPID)
            try await ContinuousClock().sleep(until: end)
            let after = ProcessUsage.now(server: load.serverPID)
            var count: UInt64 = 0
            for try await part in group { count += part }
            return (before, after, count)
        }
        let (before, after, count) = usage
        let cpu = after.since(before, calls: count).map { " \($0.text)" } ?? ""
        Terminal.line(
            "stream: \(count / UInt64(load.seconds)) messages/s (\(load.connections) connections x "
                + "\(load.inFlight) streams, \(payloadBytes) bytes)\(cpu)")
    }

    private func streams(
        of client: FleetClient, start: ContinuousClock.Instant, end: ContinuousClock.Instant
    ) async throws -> UInt64 {
        try await withThrowingTaskGroup(of: UInt64.self) { group in
            for _ in 0..<load.inFlight {
                group.addTask { try await self.stream(client, start: start, end: end) }
            }
            var count: UInt64 = 0
            for try await part in group { count += part }
            return count
        }
    }

    private func stream(
        _ client: FleetClient, start: ContinuousClock.Instant, end: ContinuousClock.Instant
    ) async throws -> UInt64 {
        var count: UInt64 = 0
        var unlooked = 0
        var isMeasured = false
        var isOver = false
        repeat {
            try await client.bench.download(count: messages == 0 ? nil : messages, payloadBytes: payloadBytes) { _ in
                if isMeasured { count += 1 }
                unlooked += 1
                // The clock is looked at now and then: it costs as much as taking a message.
                guard unlooked >= 32 else { return true }
                unlooked = 0
                let now = ContinuousClock.now
                isMeasured = now >= start && now < end
                isOver = now >= end
                return !isOver
            }
        } while !isOver
        return count
    }

    // MARK: Stopped readers

    private func runStopped() async throws {
        let address = try load.address
        let connections = load.connections
        let streams = load.inFlight
        let bytes = payloadBytes
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<connections {
                group.addTask {
                    try await withHyperFleetClient(address: address) { client in
                        try await Self.hold(streams, of: client, payloadBytes: bytes)
                    }
                }
            }
            for second in 0...load.seconds {
                let resident = load.serverPID.flatMap(ProcessUsage.residentBytes) ?? 0
                Terminal.line("stopped: \(second) s, server resident \(resident >> 10) KiB")
                try await ContinuousClock().sleep(for: .seconds(1))
            }
            group.cancelAll()
        }
    }

    /// Holds streams whose readers take one message, until cancelled.
    private static func hold(_ streams: Int, of client: FleetClient, payloadBytes: Int) async throws {
        var held: [any ClientStream] = []
        for _ in 0..<streams { held.append(try await client.bench.endless(payloadBytes: payloadBytes)) }
        try? await ContinuousClock().sleep(for: .seconds(86_400))
        for stream in held { stream.cancel() }
    }
}
