public import NIOCore

/// A message that travels: how it is read from a frame's payload and written straight into an outbound buffer.
public protocol RPCMessage: Sendable {
    /// Reads a message that fills `bytes` exactly.
    ///
    /// - Throws: `INVALID_ARGUMENT` naming what is wrong with the bytes.
    static func decode(_ bytes: ByteBuffer) throws(RPCError) -> Self

    /// Writes the message behind the writer index of `buffer` and nothing else.
    ///
    /// - Throws: `INTERNAL` when a value cannot be said in the message's format.
    func encode(into buffer: inout ByteBuffer) throws(RPCError)
}
