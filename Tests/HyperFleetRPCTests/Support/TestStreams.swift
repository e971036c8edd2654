import NIOCore
import RPCCore
import Synchronization

/// Gives the requests of a test to a handler, one after the other.
final class TestSource: MessageSource {
    private let requests: Mutex<[ByteBuffer]>

    init(_ requests: [any RPCMessage]) throws(RPCError) {
        var buffers: [ByteBuffer] = []
        for request in requests {
            var buffer = ByteBuffer()
            try request.encode(into: &buffer)
            buffers.append(buffer)
        }
        self.requests = Mutex(buffers)
    }

    func next() async throws(RPCError) -> ByteBuffer? {
        requests.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}

/// Takes a handler's answers for a test, which reads them as they come, and ends the call after as many as it wants.
final class TestSink: MessageSink {
    let answers: AsyncStream<ByteBuffer>
    private let continuation: AsyncStream<ByteBuffer>.Continuation
    private let left: Mutex<Int>

    init(answersMax: Int = .max) {
        (answers, continuation) = AsyncStream.makeStream()
        left = Mutex(answersMax)
    }

    func write(_ message: any RPCMessage) async throws(RPCError) {
        let isWanted = left.withLock { left in
            left -= 1
            return left >= 0
        }
        guard isWanted else { throw RPCError(.cancelled, message: "the test has enough") }
        var buffer = ByteBuffer()
        try message.encode(into: &buffer)
        continuation.yield(buffer)
    }

    /// All answers, once the handler has ended.
    func all<Answer: RPCMessage>(as type: Answer.Type) async throws -> [Answer] {
        continuation.finish()
        var all: [Answer] = []
        for await answer in answers { all.append(try Answer.decode(answer)) }
        return all
    }
}

extension Router {
    /// Runs the handler of a streaming method to its end.
    func stream(_ method: MethodDescriptor, _ requests: [any RPCMessage], to sink: TestSink) async throws {
        guard let route = route(method.path), case .streaming(let handler) = route.handler else {
            throw RPCError(.unimplemented, message: "no stream \(method.path)")
        }
        try await handler(TestSource(requests), sink, context(method))
    }

    /// Runs the handler of a unary method.
    func call<Answer: RPCMessage>(_ method: MethodDescriptor, _ request: any RPCMessage) async throws -> Answer {
        guard let route = route(method.path), case .unary(let handler) = route.handler else {
            throw RPCError(.unimplemented, message: "no call \(method.path)")
        }
        var buffer = ByteBuffer()
        try request.encode(into: &buffer)
        let answer = try await handler(buffer, context(method))
        var bytes = ByteBuffer()
        try answer.encode(into: &bytes)
        return try Answer.decode(bytes)
    }

    private func context(_ method: MethodDescriptor) -> CallContext {
        CallContext(method: method, deadline: .after(.seconds(60)))
    }
}
