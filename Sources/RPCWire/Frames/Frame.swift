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
