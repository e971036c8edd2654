package import Metrics
package import NIOCore
package import RPCCore

/// Counts a client's calls by method and outcome, and measures how long they take, through swift-metrics.
///
/// `rpc_client_started_total{method}`, `rpc_client_handled_total{method, code}` and the timer
/// `rpc_client_duration{method}`, which holds the whole call, its repeats and waits included.
package final class ClientMetricsInterceptor: ClientInterceptor {
    private let instruments: CallInstruments

    /// - Parameter factory: where the figures go; the process's own unless a test brings another.
    package init(factory: any MetricsFactory = MetricsSystem.factory) {
        instruments = CallInstruments(
            started: "rpc_client_started_total", handled: "rpc_client_handled_total", duration: "rpc_client_duration",
            factory: factory)
    }

    package func intercept(
        _ request: any RPCMessage, call: OutgoingCall, next: UnaryCall
    ) async throws(RPCError) -> ByteBuffer {
        let instruments = instruments.of(call.method.path)
        let began = instruments.started()
        do throws(RPCError) {
            let answer = try await next(request, call)
            instruments.ended(.ok, began: began)
            return answer
        } catch {
            instruments.ended(error.code, began: began)
            throw error
        }
    }

    package func intercept(
        opening call: OutgoingCall, request: (any RPCMessage)?, next: StreamCall
    ) async throws(RPCError) -> any ClientStream {
        let instruments = instruments.of(call.method.path)
        let began = instruments.started()
        do throws(RPCError) {
            let stream = try await next(request, call)
            return WatchedStream(stream) { error in
                instruments.ended(error?.code ?? .ok, began: began)
            }
        } catch {
            instruments.ended(error.code, began: began)
            throw error
        }
    }
}
