package import NIOCore

/// A method's handler with its types erased and the interceptors around it.
package enum CallHandler: Sendable {
    /// One message each way.
    case unary(UnaryHandler)
    /// Every other kind of call.
    case streaming(StreamHandler)
}

/// A unary method with its types erased: request bytes in, a message to be written out.
package typealias UnaryHandler =
    @Sendable (_ request: ByteBuffer, _ context: CallContext) async throws(RPCError) -> any RPCMessage

/// A streaming method with its types erased: takes what comes from `requests`, writes what goes to `answers`, and
/// ends the call by returning.
package typealias StreamHandler =
    @Sendable (_ requests: any MessageSource, _ answers: any MessageSink, _ context: CallContext)
    async throws(RPCError) -> Void
