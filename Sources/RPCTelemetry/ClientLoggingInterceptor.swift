package import Logging
package import NIOCore
package import RPCCore

/// Logs each call of a client in one line once it has ended: at debug when it went well, at info when it failed. Never
/// logs payloads, metadata values or idempotency keys.
package struct ClientLoggingInterceptor: ClientInterceptor {
    private let logger: Logger

    package init(logger: Logger) {
        self.logger = logger
    }

    package func intercept(
        _ request: any RPCMessage, call: OutgoingCall, next: UnaryCall
    ) async throws(RPCError) -> ByteBuffer {
        let began = ContinuousClock.now
        do throws(RPCError) {
            let answer = try await next(request, call)
            log(call, began: began, error: nil)
            return answer
        } catch {
            log(call, began: began, error: error)
            throw error
        }
    }

    package func intercept(
        opening call: OutgoingCall, request: (any RPCMessage)?, next: StreamCall
    ) async throws(RPCError) -> any ClientStream {
        let began = ContinuousClock.now
        do throws(RPCError) {
            let stream = try await next(request, call)
            return WatchedStream(stream) { error in log(call, began: began, error: error) }
        } catch {
            log(call, began: began, error: error)
            throw error
        }
    }

    private func log(_ call: OutgoingCall, began: ContinuousClock.Instant, error: RPCError?) {
        let level: Logger.Level = error == nil ? .debug : .info
        guard logger.logLevel <= level else { return }
        let (seconds, attoseconds) = began.duration(to: .now).components
        var metadata: Logger.Metadata = [
            "method": "\(call.method.path)", "code": "\((error?.code ?? .ok).name)",
            "duration_us": "\(seconds * 1_000_000 + attoseconds / 1_000_000_000_000)",
        ]
        if let error {
            metadata["processed"] = "\(error.processed)"
            if !error.reason.isEmpty { metadata["reason"] = "\(error.reason)" }
        }
        if let traceParent = call.options.traceParent { metadata["traceparent"] = "\(traceParent)" }
        logger.log(level: level, "call", metadata: metadata)
    }
}
