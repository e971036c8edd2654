import Foundation
import InMemoryTracing
import Logging
import NIOCore
import RPCCore
import RPCTelemetry
import RPCTransport
import Synchronization
import Testing
import Tracing

@Suite("Interceptors of a client", .timeLimit(.minutes(2)))
struct ClientInterceptorTests {
    /// A caller of a service within the process, through `interceptors`.
    private static func withCaller(
        _ interceptors: [any ClientInterceptor], server: [any ServerInterceptor] = [],
        _ body: (MethodCaller, ConformanceService) async throws -> Void
    ) async throws {
        let service = ConformanceService()
        let transport = InProcessTransport(router: service.router(interceptors: server))
        do {
            try await body(
                MethodCaller(transport: InterceptedTransport(transport, interceptors: interceptors)), service)
            await transport.close()
        } catch {
            await transport.close()
            throw error
        }
    }

    private static func text(_ caller: MethodCaller, _ method: MethodDescriptor) async throws(RPCError) -> String {
        let answer: Text = try await caller.call(method, Text("3"))
        return answer.text
    }

    @Test("They stand around each call, the first outermost, and may change it")
    func order() async throws {
        let seen = Collected<String>()
        let interceptors = ["outer", "inner"].map { name in
            MarkingInterceptor(name: name) { event in seen.add(event) }
        }
        try await Self.withCaller(interceptors) { caller, service in
            _ = try await Self.text(caller, ConformanceService.context)
            #expect(seen.all == ["outer begins", "inner begins", "inner ends", "outer ends"])
            let metadata = service.lastContext.withLock { $0?.metadata }
            #expect(metadata?.entries.map(\.name) == ["outer", "inner"])
            let answers: AnswerStream<Text> = try await caller.answers(of: ConformanceService.count, to: Text("1"))
            for try await _ in answers {}
            #expect(seen.all.suffix(2) == ["outer opens", "inner opens"])
        }
    }

    @Test("One line a call, with its outcome, streams at their end")
    func logging() async throws {
        let lines = Lines()
        let logger = Logger(label: "calls") { _ in RecordingLogHandler(lines: lines) }
        try await Self.withCaller([ClientLoggingInterceptor(logger: logger)]) { caller, _ in
            _ = try await Self.text(caller, ConformanceService.echo)
            await #expect(throws: RPCError.self) { try await Self.text(caller, ConformanceService.fail) }
            let answers: AnswerStream<Text> = try await caller.answers(of: ConformanceService.count, to: Text("3"))
            #expect(lines.all.count == 2, "the stream has not ended")
            for try await _ in answers {}
        }
        let all = lines.all
        #expect(all.map { $0.metadata["code"] } == ["OK", "INVALID_ARGUMENT", "OK"])
        #expect(all.map(\.level) == [.debug, .info, .debug])
        #expect(all[1].metadata["reason"] == "TEST-001")
        #expect(all[1].metadata["processed"] == "no")
        #expect(all[2].metadata["method"] == "test.Conformance/Count")
    }

    @Test("Calls are counted by method and outcome; a stream that was let go of is CANCELLED")
    func metrics() async throws {
        let factory = RecordingMetrics()
        try await Self.withCaller([ClientMetricsInterceptor(factory: factory)]) { caller, _ in
            for _ in 0..<3 { _ = try await Self.text(caller, ConformanceService.echo) }
            await #expect(throws: RPCError.self) { try await Self.text(caller, ConformanceService.fail) }
            try await Self.takeOne(caller)
        }
        #expect(factory.value("rpc_client_started_total method=test.Conformance/Echo") == 3)
        #expect(factory.value("rpc_client_handled_total method=test.Conformance/Echo code=OK") == 3)
        #expect(factory.value("rpc_client_duration method=test.Conformance/Echo") == 3)
        #expect(factory.value("rpc_client_handled_total method=test.Conformance/Fail code=INVALID_ARGUMENT") == 1)
        #expect(factory.value("rpc_client_handled_total method=test.Conformance/Count code=CANCELLED") == 1)
    }

    private static func takeOne(_ caller: MethodCaller) async throws {
        let answers: AnswerStream<Text> = try await caller.answers(of: ConformanceService.count, to: Text("9"))
        for try await _ in answers { break }
    }

    @Test("A call belongs to its caller's trace on both sides, through both kinds of call")
    func tracing() async throws {
        let tracer = InMemoryTracer()
        let traces = TraceInterceptor(instrument: tracer, tracer: tracer)
        try await Self.withCaller([traces], server: [traces]) { caller, _ in
            _ = try await Self.text(caller, ConformanceService.echo)
            await #expect(throws: RPCError.self) { try await Self.text(caller, ConformanceService.fail) }
            let answers: AnswerStream<Text> = try await caller.answers(of: ConformanceService.count, to: Text("1"))
            for try await _ in answers {}
        }
        let spans = tracer.finishedSpans
        for method in ["Echo", "Fail", "Count"] {
            let pair = spans.filter { $0.operationName == "test.Conformance/\(method)" }
            let client = try #require(pair.first { $0.kind == .client })
            let server = try #require(pair.first { $0.kind == .server })
            #expect(server.traceID == client.traceID)
            #expect(server.parentSpanID == client.spanID)
            #expect(client.errors.isEmpty == (method != "Fail"))
            #expect(server.errors.isEmpty == (method != "Fail"))
        }
    }

    @Test("Without an instrument, a served call's traceparent goes on as it came")
    func traceParent() async throws {
        let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let traces = TraceInterceptor()
        try await Self.withCaller([traces]) { inner, innerService in
            var router = Router(interceptors: [traces])
            router.register(ConformanceService.echo) { (request: Text, _) async throws(RPCError) -> Text in
                try await inner.call(ConformanceService.context, request)
            }
            let outer = InProcessTransport(router: router)
            let _: Text = try await MethodCaller(transport: outer).call(
                ConformanceService.echo, Text(""), options: CallOptions(traceParent: parent))
            #expect(innerService.lastContext.withLock { $0?.traceParent } == parent)
            await outer.close()
            let _: Text = try await inner.call(ConformanceService.context, Text(""))
            #expect(innerService.lastContext.withLock { $0?.traceParent } == nil)
        }
    }
}

/// Marks the calls that it sees with its name, and tells what it sees.
private struct MarkingInterceptor: ClientInterceptor {
    let name: String
    let tell: @Sendable (String) -> Void

    init(name: String, tell: @escaping @Sendable (String) -> Void) {
        self.name = name
        self.tell = tell
    }

    func intercept(
        _ request: any RPCMessage, call: OutgoingCall, next: UnaryCall
    ) async throws(RPCError) -> ByteBuffer {
        tell("\(name) begins")
        defer { tell("\(name) ends") }
        return try await next(request, marked(call))
    }

    func intercept(
        opening call: OutgoingCall, request: (any RPCMessage)?, next: StreamCall
    ) async throws(RPCError) -> any ClientStream {
        tell("\(name) opens")
        return try await next(request, marked(call))
    }

    private func marked(_ call: OutgoingCall) -> OutgoingCall {
        var call = call
        call.options.metadata.append(name, text: "yes")
        return call
    }
}
