internal import NIOCore

/// What all typed clients share: requests to bytes, bytes to answers, for the four kinds of call.
package struct MethodCaller: Sendable {
    private let transport: any ClientTransport
    private let timeout: Duration?

    /// - Parameter timeout: how long a unary call may take whose options do not say; nil leaves it to the transport.
    ///   Streaming calls have no time limit unless their options name one.
    package init(transport: any ClientTransport, timeout: Duration? = nil) {
        self.transport = transport
        self.timeout = timeout
    }

    /// Calls the unary `method` with `request` and reads its answer as `Answer`.
    ///
    /// - Throws: the call's status; `INTERNAL` when the server's answer cannot be read, which a server of another
    ///   version might send: the call was carried out then.
    package func call<Request: RPCMessage, Answer: RPCMessage>(
        _ method: MethodDescriptor, _ request: Request, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> Answer {
        var options = keyed(options, for: method)
        options.timeout = options.timeout ?? timeout
        return try Self.read(try await transport.unary(method, request: request, options: options), of: method)
    }

    /// Calls a `method` with one request and any number of answers.
    ///
    /// - Throws: as `call` does where the call could not be begun; every later failure comes from the answers.
    package func answers<Request: RPCMessage, Answer: RPCMessage>(
        of method: MethodDescriptor, to request: Request, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> AnswerStream<Answer> {
        let stream = try await transport.open(method, request: request, options: keyed(options, for: method))
        return AnswerStream(StreamHandle(stream)) { (bytes) throws(RPCError) -> Answer in
            try Self.read(bytes, of: method)
        }
    }

    /// Calls a `method` with any number of requests, which `write` writes, and one answer.
    ///
    /// A server may answer before it has seen all of them: what `write` throws because of that is no failure.
    ///
    /// - Throws: the call's status, or what else `write` throws, which cancels the call.
    package func send<Request: RPCMessage, Answer: RPCMessage>(
        to method: MethodDescriptor, options: CallOptions = CallOptions(),
        _ write: (RequestWriter<Request>) async throws -> Void
    ) async throws -> Answer {
        let stream = try await transport.open(method, request: nil, options: keyed(options, for: method))
        let watched = WriteWatchingStream(stream)
        let call = StreamHandle(watched)
        do {
            try await write(RequestWriter(call))
        } catch {
            guard watched.hasFailed else { throw error }
        }
        call.stream.finishWriting()
        guard let bytes = try await call.stream.next() else {
            throw RPCError(.internalError, message: "\(method.path) ended well without an answer", processed: .yes)
        }
        let answer: Answer = try Self.read(bytes, of: method)
        guard try await call.stream.next() == nil else {
            throw RPCError(.internalError, message: "\(method.path) has more than one answer", processed: .yes)
        }
        return answer
    }

    /// Begins a call of a `method` with any number of requests and answers.
    ///
    /// - Throws: as `call` does where the call could not be begun; every later failure comes from its two sides.
    package func exchange<Request: RPCMessage, Answer: RPCMessage>(
        with method: MethodDescriptor, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> BidirectionalCall<Request, Answer> {
        let call = StreamHandle(
            try await transport.open(method, request: nil, options: keyed(options, for: method)))
        let answers = AnswerStream<Answer>(call) { (bytes) throws(RPCError) -> Answer in
            try Self.read(bytes, of: method)
        }
        return BidirectionalCall(requests: RequestWriter(call), answers: answers)
    }

    /// Begins a streaming call whose messages are the caller's own affair.
    ///
    /// - Parameter request: the only request of a call whose client sends one; nil where it sends any number.
    package func open(
        _ method: MethodDescriptor, request: (any RPCMessage)?, options: CallOptions
    ) async throws(RPCError) -> any ClientStream {
        try await transport.open(method, request: request, options: keyed(options, for: method))
    }

    /// A write gets its key here, before its first attempt, so that every repeat carries the same.
    private func keyed(_ options: CallOptions, for method: MethodDescriptor) -> CallOptions {
        guard method.takesIdempotencyKey, options.idempotencyKey == nil else { return options }
        var options = options
        options.idempotencyKey = IdempotencyKey.make()
        return options
    }

    private static func read<Answer: RPCMessage>(
        _ bytes: ByteBuffer, of method: MethodDescriptor
    ) throws(RPCError) -> Answer {
        do throws(RPCError) {
            return try Answer.decode(bytes)
        } catch {
            throw RPCError(
                .internalError, message: "the answer of \(method.path) cannot be read: \(error.message)",
                processed: .yes)
        }
    }
}
