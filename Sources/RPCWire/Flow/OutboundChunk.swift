package import NIOCore

/// One message or a part of one whose turn to be sent has come.
package struct OutboundChunk: Sendable, Hashable {
    package var stream: UInt32
    package var bytes: ByteBuffer
    /// What the message was; nil while further parts of it follow.
    package var completes: OutboundMessage?

    package init(stream: UInt32, bytes: ByteBuffer, completes: OutboundMessage?) {
        self.stream = stream
        self.bytes = bytes
        self.completes = completes
    }
}

/// What a message is to its stream.
package enum OutboundMessage: Sendable, Hashable {
    /// One of several.
    case message
    /// The client's last.
    case lastRequest
    /// The answer of a unary call: its last part goes into the END frame, and takes no credit.
    case answer
}
