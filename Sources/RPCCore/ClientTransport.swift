package import NIOCore

/// The port through which typed stubs make calls; transports implement it.
package protocol ClientTransport: Sendable {
    /// Makes one unary call and answers the bytes of its answer.
    ///
    /// - Throws: the status of the peer, or `UNAVAILABLE`, `DEADLINE_EXCEEDED`, `CANCELLED` of the transport,
    ///   each with `processed` set as far as the transport knows.
    func unary(
        _ method: MethodDescriptor, request: some RPCMessage, options: CallOptions
    ) async throws(RPCError) -> ByteBuffer
}
