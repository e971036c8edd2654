package import Metrics
package import NIOCore
package import RPCCore

/// Counts calls by method and outcome, and measures how long they take, through swift-metrics.
///
/// `rpc_server_started_total{method}`, `rpc_server_handled_total{method, code}` and the timer
/// `rpc_server_duration{method}`, from the end of decoding the head to the handler's end.
package final class MetricsInterceptor: ServerInterceptor {
    package static let startedLabel = "rpc_server_started_total"
    package static let handledLabel = "rpc_server_handled_total"
    package static let durationLabel = "rpc_server_duration"

    private let instruments: CallInstruments

    /// - Parameter factory: where the figures go; the process's own unless a test brings another.
    package init(factory: any MetricsFactory = MetricsSystem.factory) {
        instruments = CallInstruments(
            started: Self.startedLabel, handled: Self.handledLabel, duration: Self.durationLabel, factory: factory)
    }

    package func intercept(
        _ request: ByteBuffer, context: CallContext, next: UnaryHandler
    ) async throws(RPCError) -> any RPCMessage {
        let instruments = instruments.of(context.method.path)
        let began = instruments.started()
        do throws(RPCError) {
            let answer = try await next(request, context)
            instruments.ended(.ok, began: began)
            return answer
        } catch {
            instruments.ended(error.code, began: began)
            throw error
        }
    }

    package func intercept(
        requests: any MessageSource, answers: any MessageSink, context: CallContext, next: StreamHandler
    ) async throws(RPCError) {
        let instruments = instruments.of(context.method.path)
        let began = instruments.started()
        do throws(RPCError) {
            try await next(requests, answers, context)
            instruments.ended(.ok, began: began)
        } catch {
            instruments.ended(error.code, began: began)
            throw error
        }
    }
}
