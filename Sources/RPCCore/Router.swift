package import NIOCore

/// Finds the handler of a call by its method's path. Built once, then only read.
package struct Router: Sendable {
    /// A method with its handler, the interceptors already around it.
    package struct Route: Sendable {
        package let method: MethodDescriptor
        package let handler: CallHandler
    }

    private var routes: [String: Route] = [:]
    private let interceptors: [any ServerInterceptor]
    private let unknownMethodReason: String

    /// A router whose calls pass `interceptors`, the first outermost.
    ///
    /// - Parameter unknownMethodReason: what programs are told of a method that is not here, besides the code.
    package init(interceptors: [any ServerInterceptor] = [], unknownMethodReason: String = "") {
        self.interceptors = interceptors
        self.unknownMethodReason = unknownMethodReason
    }

    /// The route of a full method name such as `hyperfleet.v1.ClusterService/Get`.
    package func route(_ path: String) -> Route? {
        routes[path]
    }

    /// The answer to a call of a method that is not here.
    package func unknownMethod(_ path: String) -> RPCError {
        RPCError(
            .unimplemented, reason: unknownMethodReason, message: "there is no method \(path) here", processed: .no)
    }

    /// Every method served here, sorted by its path.
    package var methods: [MethodDescriptor] {
        routes.values.map(\.method).sorted { $0.path < $1.path }
    }

    /// The full names of all services with at least one method here, sorted.
    package var services: [String] {
        Set(routes.values.map(\.method.service)).sorted()
    }
}

// MARK: - The four kinds of call

extension Router {
    /// Serves a unary `method` with `handler`: the request is decoded before it and the answer written after it.
    ///
    /// - Precondition: `method` is unary and has no handler yet.
    package mutating func register<Request: RPCMessage, Answer: RPCMessage>(
        _ method: MethodDescriptor,
        handler: @escaping @Sendable (Request, CallContext) async throws(RPCError) -> Answer
    ) {
        let decodeAndCall: UnaryHandler = { (bytes, context) async throws(RPCError) -> any RPCMessage in
            let request = try Request.decode(bytes)
            return try await handler(request, context)
        }
        add(method, .unary, .unary(surround(decodeAndCall)))
    }

    /// Serves a `method` with one request and any number of answers.
    ///
    /// - Precondition: `method` is of that kind and has no handler yet.
    package mutating func register<Request: RPCMessage, Answer: RPCMessage>(
        serverStreaming method: MethodDescriptor,
        handler: @escaping @Sendable (Request, AnswerWriter<Answer>, CallContext) async throws(RPCError) -> Void
    ) {
        let stream: StreamHandler = { (requests, answers, context) async throws(RPCError) in
            let request = try Request.decode(try await Self.onlyMessage(of: requests))
            try await handler(request, AnswerWriter(answers), context)
        }
        add(method, .serverStreaming, .streaming(surround(stream)))
    }

    /// Serves a `method` with any number of requests and one answer.
    ///
    /// - Precondition: `method` is of that kind and has no handler yet.
    package mutating func register<Request: RPCMessage, Answer: RPCMessage>(
        clientStreaming method: MethodDescriptor,
        handler: @escaping @Sendable (RequestStream<Request>, CallContext) async throws(RPCError) -> Answer
    ) {
        let stream: StreamHandler = { (requests, answers, context) async throws(RPCError) in
            let answer = try await handler(RequestStream(requests), context)
            try await answers.write(answer)
        }
        add(method, .clientStreaming, .streaming(surround(stream)))
    }

    /// Serves a `method` with any number of requests and answers, in whatever order.
    ///
    /// - Precondition: `method` is of that kind and has no handler yet.
    package mutating func register<Request: RPCMessage, Answer: RPCMessage>(
        bidirectional method: MethodDescriptor,
        handler:
            @escaping @Sendable (RequestStream<Request>, AnswerWriter<Answer>, CallContext)
            async throws(RPCError) -> Void
    ) {
        let stream: StreamHandler = { (requests, answers, context) async throws(RPCError) in
            try await handler(RequestStream(requests), AnswerWriter(answers), context)
        }
        add(method, .bidirectionalStreaming, .streaming(surround(stream)))
    }

    private mutating func add(_ method: MethodDescriptor, _ kind: MethodDescriptor.Kind, _ handler: CallHandler) {
        precondition(method.kind == kind, "\(method.path) is \(method.kind)")
        precondition(routes[method.path] == nil, "\(method.path) has two handlers")
        routes[method.path] = Route(method: method, handler: handler)
    }

    /// The one message of a request that may come in parts.
    ///
    /// - Throws: `INVALID_ARGUMENT` where the client sends none, or more than one.
    package static func onlyMessage(of requests: any MessageSource) async throws(RPCError) -> ByteBuffer {
        guard let bytes = try await requests.next() else {
            throw RPCError(.invalidArgument, message: "the call has no request message", processed: .no)
        }
        guard try await requests.next() == nil else {
            throw RPCError(.invalidArgument, message: "the call takes one request message, not more", processed: .no)
        }
        return bytes
    }
}

// MARK: - Interceptors

extension Router {
    private func surround(_ handler: @escaping UnaryHandler) -> UnaryHandler {
        var outermost = handler
        for interceptor in interceptors.reversed() {
            outermost = Self.wrap(outermost, in: interceptor)
        }
        return outermost
    }

    private func surround(_ handler: @escaping StreamHandler) -> StreamHandler {
        var outermost = handler
        for interceptor in interceptors.reversed() {
            outermost = Self.wrap(outermost, in: interceptor)
        }
        return outermost
    }

    private static func wrap(
        _ next: @escaping UnaryHandler, in interceptor: any ServerInterceptor
    ) -> UnaryHandler {
        { (request, context) async throws(RPCError) -> any RPCMessage in
            try await interceptor.intercept(request, context: context, next: next)
        }
    }

    private static func wrap(
        _ next: @escaping StreamHandler, in interceptor: any ServerInterceptor
    ) -> StreamHandler {
        { (requests, answers, context) async throws(RPCError) in
            try await interceptor.intercept(requests: requests, answers: answers, context: context, next: next)
        }
    }
}
