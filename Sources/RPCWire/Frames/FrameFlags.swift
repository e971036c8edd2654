/// The flags of a frame. What a bit means is defined by type; the upper four are ignorable.
package struct FrameFlags: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// CALL, MESSAGE: the client sends nothing more on this stream.
    package static let endOfRequest = FrameFlags(rawValue: 0x01)
    /// CALL, MESSAGE, END: the payload ends with a message or a part of one. A message may be empty.
    package static let hasMessage = FrameFlags(rawValue: 0x02)
    /// CALL, MESSAGE: the message goes on in the next MESSAGE frame of the stream.
    package static let more = FrameFlags(rawValue: 0x04)
    /// GOAWAY: the last accepted stream is fixed.
    package static let final = FrameFlags(rawValue: 0x01)

    // Literals of sets are built element by element at run time; these stand in the way of every call.

    /// CALL: the whole request, in one message.
    package static let wholeRequest = FrameFlags(rawValue: 0x03)
    /// CALL, MESSAGE: a part of a message, another follows.
    package static let part = FrameFlags(rawValue: 0x06)

    /// CALL, MESSAGE: all that are known.
    static let ofMessages = FrameFlags(rawValue: 0x07)

    static let ignorableBits = FrameFlags(rawValue: 0xF0)
}
