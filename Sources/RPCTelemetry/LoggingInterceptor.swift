package import Logging
package import NIOCore
package import RPCCore

/// Logs each call in one line once it has ended: at debug when it went well, at info when it failed, at error when
/// the fault is the server's own. Never logs payloads, metadata values or idempotency keys.
package struct LoggingInterceptor: ServerInterceptor {
    private let logger: Logger

    package init(logger: Logger) {
        self.logger = logger
    }

    package func intercept(
        _ request: ByteBuffer, context: CallContext, next: UnaryHandler
    ) async throws(RPCError) -> any RPCMessage {
        let began = ContinuousClock.now
        do throws(RPCError) {
            let answer = try await next(request, context)
            log(context, began: began, error: nil)
            return answer
        } catch {
            log(context, began: began, error: error)
            throw error
        }
    }

    package func intercept(
        requests: any MessageSource, answers: any MessageSink, context: CallContext, next: StreamHandler
    ) async throws(RPCError) {
        let began = ContinuousClock.now
        do throws(RPCError) {
            try await next(requests, answers, context)
            log(context, began: began, error: nil)
        } catch {
            log(context, began: began, error: error)
            throw error
        }
    }

    private func log(_ context: CallContext, began: ContinuousClock.Instant, error: RPCError?) {
        let level = Self.level(of: error)
        guard logger.logLevel <= level else { return }
        var metadata: Logger.Metadata = [
            "method": "\(context.method.path)", "code": "\((error?.code ?? .ok).name)",
            "duration_us": "\(Self.microseconds(since: began))", "peer": "\(context.peer)",
            "identity": "\(context.identity.name)", "call": "\(context.callID)",
        ]
        if let error, !error.reason.isEmpty { metadata["reason"] = "\(error.reason)" }
        if let traceParent = context.traceParent { metadata["traceparent"] = "\(traceParent)" }
        logger.log(level: level, "call", metadata: metadata)
    }

    private static func level(of error: RPCError?) -> Logger.Level {
        switch error?.code {
        case nil, .ok: .debug
        case .internalError, .dataLoss, .unknown: .error
        case .cancelled, .invalidArgument, .deadlineExceeded, .notFound, .alreadyExists, .permissionDenied,
            .resourceExhausted, .failedPrecondition, .aborted, .outOfRange, .unimplemented, .unavailable,
            .unauthenticated:
            .info
        }
    }

    private static func microseconds(since began: ContinuousClock.Instant) -> Int64 {
        let (seconds, attoseconds) = began.duration(to: .now).components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
