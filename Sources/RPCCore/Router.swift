/// Finds the handler of a call by its method's path. Built once, then only read.
package struct Router: Sendable {
    /// A method with its handler, the interceptors already around it.
    package struct Route: Sendable {
        package let method: MethodDescriptor
        package let handler: UnaryHandler
    }

    private var routes: [String: Route] = [:]
    private let interceptors: [any ServerInterceptor]

    /// A router whose calls pass `interceptors`, the first outermost.
    package init(interceptors: [any ServerInterceptor] = []) {
        self.interceptors = interceptors
    }

    /// Serves `method` with `handler`: the request is decoded before it and the answer written after it.
    ///
    /// - Precondition: `method` is unary and has no handler yet.
    package mutating func register<Request: RPCMessage, Answer: RPCMessage>(
        _ method: MethodDescriptor,
        handler: @escaping @Sendable (Request, CallContext) async throws(RPCError) -> Answer
    ) {
        precondition(method.kind == .unary, "\(method.path) is not unary")
        precondition(routes[method.path] == nil, "\(method.path) has two handlers")
        let decodeAndCall: UnaryHandler = { (bytes, context) async throws(RPCError) -> any RPCMessage in
            let request = try Request.decode(bytes)
            return try await handler(request, context)
        }
        routes[method.path] = Route(method: method, handler: surround(decodeAndCall))
    }

    /// The route of a full method name such as `hyperfleet.v1.ClusterService/Get`.
    package func route(_ path: String) -> Route? {
        routes[path]
    }

    /// The full names of all services with at least one method here, sorted.
    package var services: [String] {
        Set(routes.values.map(\.method.service)).sorted()
    }

    private func surround(_ handler: @escaping UnaryHandler) -> UnaryHandler {
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
}
