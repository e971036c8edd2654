internal import NIOCore

/// The payload of a GOAWAY frame: why a side leaves, and which calls it still carries out.
package struct GoAway: Sendable, Hashable {
    package var code: GoAwayCode
    /// With the FINAL flag: calls with a greater stream id were not processed. Without it: 0x7FFFFFFF.
    package var lastStream: UInt32
    /// The window over which clients spread their reconnects, in milliseconds; 0 asks for nothing.
    package var reconnectWindowMilliseconds: UInt32
    /// Why, for people; at most 1,024 bytes.
    package var message: String

    package init(code: GoAwayCode, lastStream: UInt32, reconnectWindowMilliseconds: UInt32 = 0, message: String) {
        self.code = code
        self.lastStream = lastStream
        self.reconnectWindowMilliseconds = reconnectWindowMilliseconds
        self.message = message
    }

    static let messageBytesMaximum = 1_024

    func write(into buffer: inout ByteBuffer) {
        buffer.writeMultipleIntegers(code.rawValue, lastStream, reconnectWindowMilliseconds)
        buffer.writeText(message, limit: Self.messageBytesMaximum)
    }

    /// Reads a payload; bytes behind the message are for later versions and are left alone.
    init(payload: ByteBuffer) throws(WireViolation) {
        var payload = payload
        guard
            let (code, lastStream, window) = payload.readMultipleIntegers(as: (UInt16, UInt32, UInt32).self),
            let message = payload.readText()
        else { throw WireViolation(.protocolError, "a GOAWAY frame is cut short") }
        // A code of a later version ends the connection all the same.
        self.code = GoAwayCode(rawValue: code) ?? .protocolError
        self.lastStream = lastStream
        self.reconnectWindowMilliseconds = window
        self.message = message
    }
}
