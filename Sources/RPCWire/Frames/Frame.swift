package import NIOCore

/// One frame that was sound: its length allowed, its type known, its checksum right.
package struct Frame: Sendable, Hashable {
    package var type: FrameType
    /// Without ignorable bits.
    package var flags: FrameFlags
    package var stream: UInt32
    /// A slice of what was read from the socket, not a copy.
    package var payload: ByteBuffer

    package init(type: FrameType, flags: FrameFlags = [], stream: UInt32 = 0, payload: ByteBuffer = ByteBuffer()) {
        self.type = type
        self.flags = flags
        self.stream = stream
        self.payload = payload
    }
}

extension Frame {
    /// Whether the flags of a CALL or MESSAGE contradict neither each other nor the payload: only a message can go on,
    /// a request does not end inside one, and a MESSAGE without a message has no bytes.
    var isSoundForMessages: Bool {
        if flags.contains(.more), !flags.contains(.hasMessage) || flags.contains(.endOfRequest) { return false }
        return type != .message || flags.contains(.hasMessage) || payload.readableBytes == 0
    }

    /// Whether a MESSAGE frame brings nothing on: no byte, no end of a message or of the request.
    var saysNothing: Bool {
        payload.readableBytes == 0 && !flags.contains(.endOfRequest)
            && (!flags.contains(.hasMessage) || flags.contains(.more))
    }
}
