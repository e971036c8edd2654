public import NIOCore

/// Where the messages of the other side come from, one after the other; transports implement it.
///
/// Taking a message is what gives the sender credit for further ones: who does not take holds up its own stream only.
public protocol MessageSource: Sendable {
    /// The bytes of the next message, waiting for it; nil once the other side has sent its last one.
    ///
    /// To be called by one task at a time.
    ///
    /// - Throws: `CANCELLED`, `DEADLINE_EXCEEDED`, `UNAVAILABLE` when the call ends before the stream does;
    ///   `RESOURCE_EXHAUSTED` for a message that is longer than this side takes.
    func next() async throws(RPCError) -> ByteBuffer?
}
