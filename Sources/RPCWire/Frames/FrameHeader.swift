package import NIOCore

/// The sixteen bytes in front of every payload; integers are big-endian.
///
///     0        4      5       6          8        12         16
///     | length | type | flags | reserved | stream | checksum | payload ...
///     |  u32   |  u8  |  u8   |   u16    |  u32   |   u32    |
package struct FrameHeader: Sendable, Hashable {
    /// Bytes of the payload.
    package var length: UInt32
    /// A `FrameType`, or one that this version does not know.
    package var type: UInt8
    package var flags: FrameFlags
    /// Zero.
    package var reserved: UInt16
    /// The call's stream, or 0 for the connection.
    package var stream: UInt32
    /// CRC32C over this header with zero here, then the payload; zero where checksums are not negotiated.
    package var checksum: UInt32

    package init(
        length: UInt32, type: UInt8, flags: FrameFlags = [], reserved: UInt16 = 0, stream: UInt32 = 0,
        checksum: UInt32 = 0
    ) {
        self.length = length
        self.type = type
        self.flags = flags
        self.reserved = reserved
        self.stream = stream
        self.checksum = checksum
    }

    /// Reads the header at `buffer`'s reader index without moving it; nil when it is not all there.
    init?(peeking buffer: ByteBuffer) {
        guard buffer.readableBytes >= WireConstants.frameHeaderBytes else { return nil }
        self = buffer.withUnsafeReadableBytes { bytes in
            FrameHeader(
                length: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)),
                type: bytes[4], flags: FrameFlags(rawValue: bytes[5]),
                reserved: UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 6, as: UInt16.self)),
                stream: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)),
                checksum: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
        }
    }

    package func write(into buffer: inout ByteBuffer) {
        buffer.writeMultipleIntegers(length, type, flags.rawValue, reserved, stream, checksum)
    }

    /// The checksum of this header with zero in its own place: what the payload's is continued from.
    var checksumSeed: UInt32 {
        let words = (
            length.bigEndian,
            (UInt32(type) << 24 | UInt32(flags.rawValue) << 16 | UInt32(reserved)).bigEndian,
            stream.bigEndian, UInt32(0)
        )
        return withUnsafeBytes(of: words) { CRC32C.checksum($0) }
    }
}
