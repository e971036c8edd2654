internal import NIOCore
internal import RPCCore

/// How a handler ended.
enum CallOutcome: Sendable {
    /// A message that the event loop still has to write.
    case answer(any RPCMessage)
    /// An answer's bytes, encoded off the loop because of the call's weight.
    case encoded(ByteBuffer)
    /// A streaming handler has returned; its answers are written already.
    case finished
    case failure(RPCError)
}
