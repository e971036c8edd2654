package import NIOCore

/// Stands around every call on the server: sees the context and the messages' bytes, calls `next`, sees the outcome.
///
/// Interceptors run in the order given, the first outermost. One that does not call `next` refuses the call.
package protocol ServerInterceptor: Sendable {
    /// Around a unary call.
    func intercept(
        _ request: ByteBuffer, context: CallContext, next: UnaryHandler
    ) async throws(RPCError) -> any RPCMessage

    /// Around a streaming call. It may hand on a source or sink of its own to see each message.
    func intercept(
        requests: any MessageSource, answers: any MessageSink, context: CallContext, next: StreamHandler
    ) async throws(RPCError)
}
