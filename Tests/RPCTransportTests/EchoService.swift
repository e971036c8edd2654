import NIOCore
import RPCCore
import Synchronization

/// A message of plain text.
struct Text: RPCMessage, Equatable {
    var text: String

    init(_ text: String) {
        self.text = text
    }

    static func decode(_ bytes: ByteBuffer) throws(RPCError) -> Text {
        guard let text = try? bytes.getUTF8ValidatedString(at: bytes.readerIndex, length: bytes.readableBytes) else {
            throw RPCError(.invalidArgument, message: "the message is not UTF-8", processed: .no)
        }
        return Text(text)
    }

    func encode(into buffer: inout ByteBuffer) throws(RPCError) {
        buffer.writeString(text)
    }
}

/// A number of bytes, all the same: for messages that are long.
struct Blob: RPCMessage {
    var count: Int

    static func decode(_ bytes: ByteBuffer) throws(RPCError) -> Blob { Blob(count: bytes.readableBytes) }

    func encode(into buffer: inout ByteBuffer) throws(RPCError) {
        buffer.writeRepeatingByte(7, count: count)
    }
}

/// Opens once; whoever waits goes on then.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiters: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    func open() {
        let waiters = state.withLock { state in
            state.isOpen = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter() }
    }

    /// Runs `body` when the gate opens, or at once where it is open.
    func whenOpen(_ body: @escaping @Sendable () -> Void) {
        let isOpen = state.withLock { state in
            if !state.isOpen { state.waiters.append(body) }
            return state.isOpen
        }
        if isOpen { body() }
    }

    /// Waits whether or not the task is cancelled.
    func wait() async {
        await withCheckedContinuation { continuation in
            whenOpen { continuation.resume() }
        }
    }

    var isOpen: Bool { state.withLock { $0.isOpen } }
}

/// The methods that the tests call, and what they saw.
final class EchoService: Sendable {
    static let echo = MethodDescriptor(service: "test.Echo", name: "Echo", isIdempotent: true)
    static let echoHeavy = MethodDescriptor(service: "test.Echo", name: "EchoHeavy", weight: .heavy)
    static let write = MethodDescriptor(service: "test.Echo", name: "Write")
    static let fail = MethodDescriptor(service: "test.Echo", name: "Fail")
    static let who = MethodDescriptor(service: "test.Echo", name: "Who")
    static let hold = MethodDescriptor(service: "test.Echo", name: "Hold")
    static let stubborn = MethodDescriptor(service: "test.Echo", name: "Stubborn")
    static let grow = MethodDescriptor(service: "test.Echo", name: "Grow")
    /// `UNAVAILABLE` and not processed while the service is away.
    static let maybeAway = MethodDescriptor(service: "test.Echo", name: "MaybeAway")
    /// The same, and for a minute.
    static let awayForLong = MethodDescriptor(service: "test.Echo", name: "AwayForLong")
    /// Takes a key, and fails as often as its message says before it succeeds.
    static let keyed = MethodDescriptor(service: "test.Echo", name: "Keyed", takesIdempotencyKey: true)
    static let missing = MethodDescriptor(service: "test.Echo", name: "Missing")
    /// Answers each line of the request by itself, then `fail` fails and `hold` waits.
    static let split = MethodDescriptor(service: "test.Echo", name: "Split", kind: .serverStreaming)
    /// Answers without end, so many bytes each.
    static let endless = MethodDescriptor(service: "test.Echo", name: "Endless", kind: .serverStreaming)
    static let endlessHeavy = MethodDescriptor(
        service: "test.Echo", name: "EndlessHeavy", kind: .serverStreaming, weight: .heavy)
    static let join = MethodDescriptor(service: "test.Echo", name: "Join", kind: .clientStreaming)
    static let chat = MethodDescriptor(service: "test.Echo", name: "Chat", kind: .bidirectionalStreaming)
    static let chatHeavy = MethodDescriptor(
        service: "test.Echo", name: "ChatHeavy", kind: .bidirectionalStreaming, weight: .heavy)
    /// Reads nothing and answers at once.
    static let deaf = MethodDescriptor(service: "test.Echo", name: "Deaf", kind: .bidirectionalStreaming)

    /// Handlers of `hold` and `stubborn` that have begun.
    let began = Mutex(0)
    let firstBegan = Gate()
    /// A handler of `hold` was cancelled.
    let cancelled = Gate()
    /// Lets handlers of `hold` and `stubborn` end.
    let release = Gate()
    let stubbornEnded = Gate()
    let lastContext = Mutex<CallContext?>(nil)
    /// Messages that `endless` has written.
    let written = Mutex(0)
    /// How handlers of streams ended.
    let streamErrors = Mutex<[RPCError]>([])

    let isAway = Atomic(false)
    /// What came with the calls of `keyed`.
    let keys = Mutex<[String?]>([])

    static let error = RPCError(
        .invalidArgument, reason: "TEST-001", message: "two fields are wrong",
        violations: [
            FieldViolation(field: "name", rule: "pattern", message: "must be lower case", value: "A"),
            FieldViolation(field: "spec/region", rule: "required", message: "is missing"),
        ], details: ["resource_version": "7"], retryAfter: .milliseconds(1_500), processed: .no)

    func router(interceptors: [any ServerInterceptor] = []) -> Router {
        var router = Router(interceptors: interceptors)
        router.register(Self.echo) { (request: Text, context) async throws(RPCError) -> Text in
            self.lastContext.withLock { $0 = context }
            return request
        }
        router.register(Self.echoHeavy) { (request: Text, _) async throws(RPCError) -> Text in request }
        router.register(Self.write) { (request: Blob, _) async throws(RPCError) -> Text in Text("\(request.count)") }
        router.register(Self.fail) { (_: Text, _) async throws(RPCError) -> Text in throw Self.error }
        router.register(Self.who) { (_: Text, context) async throws(RPCError) -> Text in
            Text("\(context.identity.name) \(context.identity.source.rawValue) \(context.peer)")
        }
        router.register(Self.grow) { (request: Text, _) async throws(RPCError) -> Blob in
            Blob(count: Int(request.text) ?? 0)
        }
        router.register(Self.hold) { (request: Text, _) async throws(RPCError) -> Text in
            try await self.hold(request)
        }
        router.register(Self.stubborn) { (request: Text, _) async throws(RPCError) -> Text in
            self.noteBegan()
            await self.release.wait()
            self.stubbornEnded.open()
            return request
        }
        registerStreams(on: &router)
        registerFailing(in: &router)
        return router
    }

    private func registerFailing(in router: inout Router) {
        router.register(Self.maybeAway) { (request: Text, _) async throws(RPCError) -> Text in
            guard self.isAway.load(ordering: .acquiring) else { return request }
            throw RPCError(.unavailable, message: "away", processed: .no)
        }
        router.register(Self.awayForLong) { (_: Text, _) async throws(RPCError) -> Text in
            throw RPCError(.unavailable, message: "away", retryAfter: .seconds(60), processed: .no)
        }
        router.register(Self.keyed) { (request: Text, context) async throws(RPCError) -> Text in
            let calls = self.keys.withLock { keys in
                keys.append(context.idempotencyKey)
                return keys.count { $0 == context.idempotencyKey }
            }
            guard calls > Int(request.text) ?? 0 else {
                throw RPCError(.unavailable, message: "not yet", processed: .no)
            }
            return request
        }
    }

    private func registerStreams(on router: inout Router) {
        router.register(serverStreaming: Self.split, handler: split)
        router.register(serverStreaming: Self.endless, handler: endless)
        router.register(serverStreaming: Self.endlessHeavy, handler: endless)
        router.register(clientStreaming: Self.join, handler: join)
        router.register(bidirectional: Self.chat, handler: chat)
        router.register(bidirectional: Self.chatHeavy, handler: chat)
        router.register(bidirectional: Self.deaf, handler: deaf)
    }

    @Sendable private func split(
        _ request: Text, _ answers: AnswerWriter<Text>, _ context: CallContext
    ) async throws(RPCError) {
        lastContext.withLock { $0 = context }
        for line in request.text.split(separator: "\n", omittingEmptySubsequences: false) {
            switch line {
            case "fail": throw Self.error
            case "hold": _ = try await hold(request)
            default: try await answers.write(Text(String(line)))
            }
        }
    }

    @Sendable private func endless(
        _ request: Text, _ answers: AnswerWriter<Blob>, _ context: CallContext
    ) async throws(RPCError) {
        noteBegan()
        let blob = Blob(count: Int(request.text) ?? 0)
        do throws(RPCError) {
            while true {
                try await answers.write(blob)
                written.withLock { $0 += 1 }
            }
        } catch {
            streamErrors.withLock { $0.append(error) }
            cancelled.open()
            throw error
        }
    }

    @Sendable private func join(
        _ requests: RequestStream<Text>, _ context: CallContext
    ) async throws(RPCError) -> Text {
        noteBegan()
        var joined: [String] = []
        do throws(RPCError) {
            for try await request in requests { joined.append(request.text) }
        } catch {
            streamErrors.withLock { $0.append(error) }
            cancelled.open()
            throw error
        }
        return Text(joined.joined(separator: "+"))
    }

    @Sendable private func chat(
        _ requests: RequestStream<Text>, _ answers: AnswerWriter<Text>, _ context: CallContext
    ) async throws(RPCError) {
        noteBegan()
        for try await request in requests { try await answers.write(Text("re: \(request.text)")) }
        try await answers.write(Text("bye"))
    }

    @Sendable private func deaf(
        _ requests: RequestStream<Text>, _ answers: AnswerWriter<Text>, _ context: CallContext
    ) async throws(RPCError) {
        noteBegan()
        try await answers.write(Text("heard nothing"))
        _ = try await hold(Text(""))
    }

    private func noteBegan() {
        began.withLock { $0 += 1 }
        firstBegan.open()
    }

    /// Ends when released, or with CANCELLED when its task is.
    private func hold(_ request: Text) async throws(RPCError) -> Text {
        noteBegan()
        let end = Gate()
        release.whenOpen { end.open() }
        await withTaskCancellationHandler {
            await end.wait()
        } onCancel: {
            cancelled.open()
            end.open()
        }
        guard !Task.isCancelled else { throw RPCError(.cancelled, message: "stopped", processed: .no) }
        return request
    }
}
