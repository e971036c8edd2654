/// Numbers of the protocol itself that no setting changes; see docs/protocol.md.
package enum WireConstants {
    /// The only version so far.
    package static let version: UInt16 = 1
    /// `HFRPC`, carriage return, line feed, 0x1A: what both hellos begin with. The line end shows a channel that
    /// is not clean for 8-bit bytes.
    package static let magic: [UInt8] = [0x48, 0x46, 0x52, 0x50, 0x43, 0x0D, 0x0A, 0x1A]
    /// The longest hello behind magic and length, in bytes.
    package static let helloBytesMaximum = 4_096
    package static let frameHeaderBytes = 16
    /// No payload is longer than this, whatever a side takes: a length beyond it closes the connection.
    package static let payloadBytesMaximum = 64 << 20
    /// The longest payload of a frame that carries no message, in bytes.
    package static let controlPayloadBytesMaximum = 4_096
    /// The longest call head behind its length field, in bytes.
    package static let headBytesMaximum = Int(UInt16.max)
    /// The longest field section of a status, in bytes.
    package static let statusBytesMaximum = Int(UInt16.max)
    package static let methodPathBytesMaximum = 255
    package static let idempotencyKeyBytesMaximum = 64
    /// Calls that a client may send before it has read the server's hello.
    package static let earlyCallsMaximum = 16
    /// Stream ids are odd and below 2^31.
    package static let streamIDMaximum: UInt32 = (1 << 31) - 1
    /// The most credit that a window may reach, in bytes.
    package static let creditMaximum: UInt32 = (1 << 31) - 1
    /// The smallest window that a side with streaming may announce, in bytes: half of it is free to be granted again.
    package static let windowBytesMinimum = 8_192
    /// A CREDIT frame of less than this costs a token, in bytes.
    package static let freeCreditBytesMinimum: UInt32 = 4_096
    /// Longer messages are cut into parts of this many bytes, so that others can go between.
    package static let chunkBytes = 32 << 10
    /// A message is not cut into parts smaller than this: little credit waits for more of it.
    package static let leastChunkBytes = 1_024
    /// Ended calls whose requests had not, and whose credit is remembered: their messages may still be on the way.
    package static let lateStreamsMaximum = 1_024
}
