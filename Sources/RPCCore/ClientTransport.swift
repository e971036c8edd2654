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

    /// Begins a streaming call; it ends with its status, with `ClientStream.cancel()`, or with its deadline.
    ///
    /// - Parameter request: the only request of a call whose client sends no more than one: the stream is half-closed
    ///   from the start then. Nil leaves all requests to `ClientStream.write(_:)`.
    /// - Throws: as `unary` does where the call could not be begun; every later failure comes from the stream.
    func open(
        _ method: MethodDescriptor, request: (any RPCMessage)?, options: CallOptions
    ) async throws(RPCError) -> any ClientStream
}
