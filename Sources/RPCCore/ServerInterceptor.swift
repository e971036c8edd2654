package import NIOCore

/// Stands around every call on the server: sees the request's bytes and the context, calls `next`, sees the outcome.
///
/// Interceptors run in the order given, the first outermost. One that does not call `next` refuses the call.
package protocol ServerInterceptor: Sendable {
    func intercept(
        _ request: ByteBuffer, context: CallContext, next: UnaryHandler
    ) async throws(RPCError) -> any RPCMessage
}

/// A unary method with its types erased: request bytes in, a message to be written out.
package typealias UnaryHandler =
    @Sendable (_ request: ByteBuffer, _ context: CallContext) async throws(RPCError) -> any RPCMessage
