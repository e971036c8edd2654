package import NIOCore

/// A transport with interceptors around each of its calls.
package struct InterceptedTransport: ClientTransport {
    private let unaryCall: ClientInterceptor.UnaryCall
    private let streamCall: ClientInterceptor.StreamCall

    /// `transport` behind `interceptors`, the first outermost.
    package init(_ transport: any ClientTransport, interceptors: [any ClientInterceptor]) {
        var unary: ClientInterceptor.UnaryCall = { (request, call) async throws(RPCError) -> ByteBuffer in
            try await transport.unary(call.method, request: request, options: call.options)
        }
        var stream: ClientInterceptor.StreamCall = { (request, call) async throws(RPCError) -> any ClientStream in
            try await transport.open(call.method, request: request, options: call.options)
        }
        for interceptor in interceptors.reversed() {
            unary = Self.wrap(unary, in: interceptor)
            stream = Self.wrap(stream, in: interceptor)
        }
        unaryCall = unary
        streamCall = stream
    }

    package func unary(
        _ method: MethodDescriptor, request: some RPCMessage, options: CallOptions
    ) async throws(RPCError) -> ByteBuffer {
        try await unaryCall(request, OutgoingCall(method: method, options: options))
    }

    package func open(
        _ method: MethodDescriptor, request: (any RPCMessage)?, options: CallOptions
    ) async throws(RPCError) -> any ClientStream {
        try await streamCall(request, OutgoingCall(method: method, options: options))
    }

    private static func wrap(
        _ next: @escaping ClientInterceptor.UnaryCall, in interceptor: any ClientInterceptor
    ) -> ClientInterceptor.UnaryCall {
        { (request, call) async throws(RPCError) -> ByteBuffer in
            try await interceptor.intercept(request, call: call, next: next)
        }
    }

    private static func wrap(
        _ next: @escaping ClientInterceptor.StreamCall, in interceptor: any ClientInterceptor
    ) -> ClientInterceptor.StreamCall {
        { (request, call) async throws(RPCError) -> any ClientStream in
            try await interceptor.intercept(opening: call, request: request, next: next)
        }
    }
}
