package import Metrics
package import NIOCore
package import RPCCore
internal import Synchronization

/// Counts calls by method and outcome, and measures how long they take, through swift-metrics.
///
/// `rpc_server_started_total{method}`, `rpc_server_handled_total{method, code}` and the timer
/// `rpc_server_duration{method}`, from the end of decoding the head to the handler's end.
package final class MetricsInterceptor: ServerInterceptor {
    package static let startedLabel = "rpc_server_started_total"
    package static let handledLabel = "rpc_server_handled_total"
    package static let durationLabel = "rpc_server_duration"

    /// What is measured of one method; made at its first call.
    private struct Instruments {
        let started: Counter
        let duration: Metrics.Timer
        var handled: [StatusCode: Counter] = [:]
    }

    private let instruments = Mutex<[String: Instruments]>([:])
    private let factory: any MetricsFactory

    /// - Parameter factory: where the figures go; the process's own unless a test brings another.
    package init(factory: any MetricsFactory = MetricsSystem.factory) {
        self.factory = factory
    }

    package func intercept(
        _ request: ByteBuffer, context: CallContext, next: UnaryHandler
    ) async throws(RPCError) -> any RPCMessage {
        let began = ContinuousClock.now
        let method = context.method.path
        instrumentsOf(method).started.increment()
        do throws(RPCError) {
            let answer = try await next(request, context)
            ended(method, .ok, began: began)
            return answer
        } catch {
            ended(method, error.code, began: began)
            throw error
        }
    }

    package func intercept(
        requests: any MessageSource, answers: any MessageSink, context: CallContext, next: StreamHandler
    ) async throws(RPCError) {
        let began = ContinuousClock.now
        let method = context.method.path
        instrumentsOf(method).started.increment()
        do throws(RPCError) {
            try await next(requests, answers, context)
            ended(method, .ok, began: began)
        } catch {
            ended(method, error.code, began: began)
            throw error
        }
    }

    private func instrumentsOf(_ method: String) -> Instruments {
        instruments.withLock { all in
            if let known = all[method] { return known }
            let new = Instruments(
                started: Counter(
                    label: Self.startedLabel, dimensions: [("method", method)], factory: factory),
                duration: Timer(
                    label: Self.durationLabel, dimensions: [("method", method)], factory: factory))
            all[method] = new
            return new
        }
    }

    private func ended(_ method: String, _ code: StatusCode, began: ContinuousClock.Instant) {
        let duration = began.duration(to: .now)
        let handled = instruments.withLock { all -> Counter? in
            if let known = all[method]?.handled[code] { return known }
            let new = Counter(
                label: Self.handledLabel, dimensions: [("method", method), ("code", code.name)],
                factory: factory)
            all[method]?.handled[code] = new
            return new
        }
        handled?.increment()
        let (seconds, attoseconds) = duration.components
        instrumentsOf(method).duration.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
