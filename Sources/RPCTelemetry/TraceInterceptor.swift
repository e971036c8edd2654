package import NIOCore
package import RPCCore
package import Tracing

/// Carries trace context along with calls, and makes each call a span, through swift-distributed-tracing.
///
/// On a server it takes up what the caller sent, so that everything the handler does belongs to the caller's trace; on a
/// client it sends on what the current task belongs to. Where no instrument says anything, the `traceparent` of the call
/// that is being served is sent on as it came.
package struct TraceInterceptor: Sendable {
    private let instrument: any Instrument
    private let tracer: any Tracer

    /// - Parameters:
    ///   - instrument: reads and writes trace context; the process's own unless a test brings another.
    ///   - tracer: makes the spans; likewise.
    package init(
        instrument: any Instrument = InstrumentationSystem.instrument, tracer: any Tracer = InstrumentationSystem.tracer
    ) {
        self.instrument = instrument
        self.tracer = tracer
    }

    /// One where the process has set up an instrument, else none: what nobody looks at costs nothing.
    package static var whereSetUp: [TraceInterceptor] {
        InstrumentationSystem.instrument is NoOpInstrument ? [] : [TraceInterceptor()]
    }

    private func outcome<Value: Sendable>(
        _ path: String, _ kind: SpanKind, _ context: InstrumentationContext,
        _ call: @Sendable (InstrumentationContext) async -> Result<Value, RPCError>
    ) async -> Result<Value, RPCError> {
        await tracer.withAnySpan(path, context: context, ofKind: kind) { span in
            let result = await call(span.context)
            if case .failure(let error) = result {
                span.attributes["rpc.status"] = error.code.name
                span.recordError(error)
                span.setStatus(SpanStatus(code: .error))
            }
            return result
        }
    }
}

// MARK: - Server

extension TraceInterceptor: ServerInterceptor {
    package func intercept(
        _ request: ByteBuffer, context: CallContext, next: UnaryHandler
    ) async throws(RPCError) -> any RPCMessage {
        try await outcome(context.method.path, .server, taken(from: context)) { _ in
            await Self.result(of: next, request, context)
        }.get()
    }

    package func intercept(
        requests: any MessageSource, answers: any MessageSink, context: CallContext, next: StreamHandler
    ) async throws(RPCError) {
        try await outcome(context.method.path, .server, taken(from: context)) { _ in
            await Self.result(of: next, requests, answers, context)
        }.get()
    }

    private func taken(from call: CallContext) -> InstrumentationContext {
        var context = InstrumentationContext.current ?? .topLevel
        context.callerTraceParent = call.traceParent
        let carrier = TraceCarrier(traceParent: call.traceParent, metadata: call.metadata)
        instrument.extract(carrier, into: &context, using: TraceExtractor())
        return context
    }

    private static func result(
        of next: UnaryHandler, _ request: ByteBuffer, _ context: CallContext
    ) async -> Result<any RPCMessage, RPCError> {
        do throws(RPCError) {
            return .success(try await next(request, context))
        } catch {
            return .failure(error)
        }
    }

    private static func result(
        of next: StreamHandler, _ requests: any MessageSource, _ answers: any MessageSink, _ context: CallContext
    ) async -> Result<Void, RPCError> {
        do throws(RPCError) {
            return .success(try await next(requests, answers, context))
        } catch {
            return .failure(error)
        }
    }
}

// MARK: - Client

extension TraceInterceptor: ClientInterceptor {
    package func intercept(
        _ request: any RPCMessage, call: OutgoingCall, next: UnaryCall
    ) async throws(RPCError) -> ByteBuffer {
        try await outcome(call.method.path, .client, .current ?? .topLevel) { context in
            await Self.result(of: next, request, given(context, to: call))
        }.get()
    }

    /// The span holds the beginning of a streaming call; its messages belong to whoever takes them.
    package func intercept(
        opening call: OutgoingCall, request: (any RPCMessage)?, next: StreamCall
    ) async throws(RPCError) -> any ClientStream {
        try await outcome(call.method.path, .client, .current ?? .topLevel) { context in
            await Self.result(of: next, request, given(context, to: call))
        }.get()
    }

    /// The call with the trace context of `context`; what the caller said of it holds.
    private func given(_ context: InstrumentationContext, to call: OutgoingCall) -> OutgoingCall {
        guard call.options.traceParent == nil else { return call }
        var call = call
        var carrier = TraceCarrier(traceParent: nil, metadata: call.options.metadata)
        instrument.inject(context, into: &carrier, using: TraceInjector())
        call.options.metadata = carrier.metadata
        call.options.traceParent = carrier.traceParent ?? context.callerTraceParent
        return call
    }

    private static func result(
        of next: UnaryCall, _ request: any RPCMessage, _ call: OutgoingCall
    ) async -> Result<ByteBuffer, RPCError> {
        do throws(RPCError) {
            return .success(try await next(request, call))
        } catch {
            return .failure(error)
        }
    }

    private static func result(
        of next: StreamCall, _ request: (any RPCMessage)?, _ call: OutgoingCall
    ) async -> Result<any ClientStream, RPCError> {
        do throws(RPCError) {
            return .success(try await next(request, call))
        } catch {
            return .failure(error)
        }
    }
}
