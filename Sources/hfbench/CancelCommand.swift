internal import ArgumentParser
internal import Histogram
internal import HyperFleetClient
internal import Logging
internal import RPCCore
internal import RPCTransport
internal import Synchronization

/// Measures how soon a cancelled call's handler hears of it.
struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancels calls over a real socket and times the way to their handlers.",
        discussion: "Server and client are in this process, since both ends of the way must be seen by one clock.")

    @Option(help: "How many calls to cancel.")
    var calls = 2_000

    func run() async throws {
        let handlers = WaitingHandlers()
        let server = RPCServer(
            router: handlers.router(), addresses: [.tcp(host: "127.0.0.1", port: 0)],
            logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        var measurement = Measurement()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            guard let address = try await server.boundAddresses().first else { return }
            try await withHyperFleetClient(address: address) { client in
                for _ in 0..<calls {
                    let stream = try await client.bench.open(WaitingHandlers.wait)
                    _ = try await stream.next()
                    let cancelled = ContinuousClock.now
                    stream.cancel()
                    measurement.record(cancelled.duration(to: await handlers.nextCancelled()))
                }
            }
            server.stop()
            try await group.waitForAll()
        }
        let latencies = measurement.latencies
        Terminal.line(
            "cancel: p50 \(latencies.valueAtPercentile(50) / 1_000) us, p99 \(latencies.valueAtPercentile(99) / 1_000) us, "
                + "longest \(latencies.valueAtPercentile(100) / 1_000) us (\(calls) calls)")
    }
}

/// Handlers that wait until they are cancelled, and say when that was.
private final class WaitingHandlers: Sendable {
    static let wait = MethodDescriptor(service: "bench.Wait", name: "Wait", kind: .bidirectionalStreaming)

    private let moments: AsyncStream<ContinuousClock.Instant>
    private let cancelled: AsyncStream<ContinuousClock.Instant>.Continuation

    init() {
        (moments, cancelled) = AsyncStream.makeStream(of: ContinuousClock.Instant.self)
    }

    func router() -> Router {
        var router = Router()
        router.register(bidirectional: Self.wait, handler: wait)
        return router
    }

    @Sendable private func wait(
        _ requests: RequestStream<BenchPayload>, _ answers: AnswerWriter<BenchPayload>, _ context: CallContext
    ) async throws(RPCError) {
        try await answers.write(BenchPayload())
        do throws(RPCError) {
            for try await _ in requests {}
        } catch {
            cancelled.yield(.now)
            throw error
        }
    }

    func nextCancelled() async -> ContinuousClock.Instant {
        for await moment in moments { return moment }
        return .now
    }
}
