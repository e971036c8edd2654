public import NIOCore

/// Stands around every call of a client: sees it go out, may change its options, sees how it ended.
///
/// Interceptors run in the order given, the first outermost. They stand around the whole call: its repeats happen
/// inside. One that does not call `next` ends the call.
///
/// ```swift
/// struct TenantInterceptor: ClientInterceptor {
///     let tenant: String
///
///     func intercept(
///         _ request: any RPCMessage, call: OutgoingCall, next: UnaryCall
///     ) async throws(RPCError) -> ByteBuffer {
///         try await next(request, marked(call))
///     }
///
///     func intercept(
///         opening call: OutgoingCall, request: (any RPCMessage)?, next: StreamCall
///     ) async throws(RPCError) -> any ClientStream {
///         try await next(request, marked(call))
///     }
///
///     private func marked(_ call: OutgoingCall) -> OutgoingCall {
///         var call = call
///         call.options.metadata.append("tenant", text: tenant)
///         return call
///     }
/// }
/// ```
public protocol ClientInterceptor: Sendable {
    /// What comes behind an interceptor of a unary call: the next one, or the transport.
    typealias UnaryCall =
        @Sendable (_ request: any RPCMessage, _ call: OutgoingCall) async throws(RPCError) -> ByteBuffer
    /// What comes behind an interceptor of a streaming call: the next one, or the transport.
    typealias StreamCall =
        @Sendable (_ request: (any RPCMessage)?, _ call: OutgoingCall) async throws(RPCError) -> any ClientStream

    /// Around a unary call.
    func intercept(
        _ request: any RPCMessage, call: OutgoingCall, next: UnaryCall
    ) async throws(RPCError) -> ByteBuffer

    /// Around the beginning of a streaming call. What it returns may be a stream of its own around the one from `next`,
    /// to see each message and the end.
    func intercept(
        opening call: OutgoingCall, request: (any RPCMessage)?, next: StreamCall
    ) async throws(RPCError) -> any ClientStream
}
