import RPCCore
import Synchronization

/// Methods of all four kinds, and what their handlers saw.
final class ConformanceService: Sendable {
    static let service = "test.Conformance"
    static let echo = MethodDescriptor(service: service, name: "Echo", isIdempotent: true)
    static let fail = MethodDescriptor(service: service, name: "Fail")
    static let hold = MethodDescriptor(service: service, name: "Hold")
    static let grow = MethodDescriptor(service: service, name: "Grow")
    static let context = MethodDescriptor(service: service, name: "Context")
    static let missing = MethodDescriptor(service: service, name: "Missing")
    /// As many answers as the request says.
    static let count = MethodDescriptor(service: service, name: "Count", kind: .serverStreaming)
    /// Three answers, and then an error.
    static let countAndFail = MethodDescriptor(service: service, name: "CountAndFail", kind: .serverStreaming)
    /// Answers of a size for as long as they are taken.
    static let flood = MethodDescriptor(service: service, name: "Flood", kind: .serverStreaming)
    /// One answer: all requests joined.
    static let join = MethodDescriptor(service: service, name: "Join", kind: .clientStreaming)
    /// Answers with the first request, whatever follows.
    static let first = MethodDescriptor(service: service, name: "First", kind: .clientStreaming)
    /// Takes no request and does not end.
    static let deaf = MethodDescriptor(service: service, name: "Deaf", kind: .clientStreaming)
    /// Each request comes back; `end` ends the call well, `fail` with an error.
    static let talk = MethodDescriptor(service: service, name: "Talk", kind: .bidirectionalStreaming)

    static let error = RPCError(
        .invalidArgument, reason: "TEST-001", message: "two fields are wrong",
        violations: [
            FieldViolation(field: "name", rule: "pattern", message: "must be lower case", value: "A"),
            FieldViolation(field: "spec/region", rule: "required", message: "is missing"),
        ], details: ["resource_version": "7"], retryAfter: .milliseconds(1_500), processed: .no)

    let began = Gate()
    let cancelled = Gate()
    /// What `flood` could write so far.
    let flooded = Counter()
    let lastContext = Mutex<CallContext?>(nil)
    let lastDeadline = Mutex<Deadline?>(nil)

    func router(interceptors: [any ServerInterceptor] = []) -> Router {
        var router = Router(interceptors: interceptors, unknownMethodReason: "NO-SUCH-METHOD")
        registerUnary(in: &router)
        registerStreams(in: &router)
        return router
    }

    private func registerUnary(in router: inout Router) {
        router.register(Self.echo) { (request: Text, _) async throws(RPCError) -> Text in request }
        router.register(Self.fail) { (_: Text, _) async throws(RPCError) -> Text in throw Self.error }
        router.register(Self.hold) { (request: Text, _) async throws(RPCError) -> Text in
            try await self.holdUntilCancelled()
            return request
        }
        router.register(Self.grow) { (request: Text, _) async throws(RPCError) -> Blob in
            Blob(count: Int(request.text) ?? 0)
        }
        router.register(Self.context) { (request: Text, context) async throws(RPCError) -> Text in
            self.lastContext.withLock { $0 = context }
            self.lastDeadline.withLock { $0 = Deadline.current }
            return request
        }
    }

    private func registerStreams(in router: inout Router) {
        router.register(serverStreaming: Self.count) {
            (request: Text, answers: AnswerWriter<Text>, _) async throws(RPCError) in
            for number in 0..<(Int(request.text) ?? 0) { try await answers.write(Text("\(number)")) }
        }
        router.register(serverStreaming: Self.countAndFail) {
            (_: Text, answers: AnswerWriter<Text>, _) async throws(RPCError) in
            for number in 0..<3 { try await answers.write(Text("\(number)")) }
            throw Self.error
        }
        router.register(serverStreaming: Self.flood) {
            (request: Text, answers: AnswerWriter<Blob>, _) async throws(RPCError) in
            try await self.flood(answers, bytes: Int(request.text) ?? 0)
        }
        router.register(clientStreaming: Self.join) {
            (requests: RequestStream<Text>, _) async throws(RPCError) -> Text in
            var texts: [String] = []
            for try await request in requests { texts.append(request.text) }
            return Text(texts.joined(separator: " "))
        }
        router.register(clientStreaming: Self.first) {
            (requests: RequestStream<Text>, _) async throws(RPCError) -> Text in
            var iterator = requests.makeAsyncIterator()
            return try await iterator.next(isolation: nil) ?? Text("none")
        }
        router.register(clientStreaming: Self.deaf) {
            (_: RequestStream<Text>, _) async throws(RPCError) -> Text in
            try await self.holdUntilCancelled()
            return Text("")
        }
        router.register(bidirectional: Self.talk) {
            (requests: RequestStream<Text>, answers: AnswerWriter<Text>, _) async throws(RPCError) in
            try await self.talk(requests, answers)
        }
    }

    private func talk(_ requests: RequestStream<Text>, _ answers: AnswerWriter<Text>) async throws(RPCError) {
        began.open()
        for try await request in requests {
            switch request.text {
            case "end": return
            case "fail": throw Self.error
            default: try await answers.write(request)
            }
        }
        try await answers.write(Text("half-closed"))
    }

    private func flood(_ answers: AnswerWriter<Blob>, bytes: Int) async throws(RPCError) {
        do throws(RPCError) {
            while true {
                try await answers.write(Blob(count: bytes))
                flooded.increment()
            }
        } catch {
            cancelled.open()
            throw error
        }
    }

    private func holdUntilCancelled() async throws(RPCError) {
        began.open()
        let end = Gate()
        await withTaskCancellationHandler {
            await end.wait()
        } onCancel: {
            cancelled.open()
            end.open()
        }
        throw RPCError(.cancelled, message: "stopped", processed: .no)
    }
}
