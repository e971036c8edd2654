internal import NIOCore
internal import RPCCore

/// How a handler ended.
enum CallOutcome: Sendable {
    /// A message that the event loop still has to write.
    case answer(any RPCMessage)
    /// A whole END frame, written off the loop because of its call's weight.
    case frame(ByteBuffer)
    case failure(RPCError)
}
