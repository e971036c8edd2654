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
    static let missing = MethodDescriptor(service: "test.Echo", name: "Missing")

    /// Handlers of `hold` and `stubborn` that have begun.
    let began = Mutex(0)
    let firstBegan = Gate()
    /// A handler of `hold` was cancelled.
    let cancelled = Gate()
    /// Lets handlers of `hold` and `stubborn` end.
    let release = Gate()
    let stubbornEnded = Gate()
    let lastContext = Mutex<CallContext?>(nil)

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
        return router
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
