package import NIOCore

/// Writes frames straight into an outbound buffer: the header's place first, then the payload, then length and
/// checksum into their place.
package struct FrameWriter: Sendable, Hashable {
    /// Whether frames carry a checksum; until the server's hello is read they do as the client offered.
    package var writesChecksums: Bool

    package init(writesChecksums: Bool) {
        self.writesChecksums = writesChecksums
    }

    /// The begin of a frame in a buffer whose payload is being written behind it.
    package struct OpenFrame {
        let start: Int
        let type: FrameType
        let stream: UInt32
    }

    /// Reserves a header; the payload is what is written to `buffer` until `finish`.
    package func begin(_ type: FrameType, stream: UInt32, in buffer: inout ByteBuffer) -> OpenFrame {
        let start = buffer.writerIndex
        buffer.writeMultipleIntegers(UInt64(0), UInt64(0))
        return OpenFrame(start: start, type: type, stream: stream)
    }

    /// Fills in the header of `frame`.
    package func finish(_ frame: OpenFrame, flags: FrameFlags, in buffer: inout ByteBuffer) {
        let length = buffer.writerIndex - frame.start - WireConstants.frameHeaderBytes
        buffer.setInteger(UInt32(length), at: frame.start)
        let word = UInt32(frame.type.rawValue) << 24 | UInt32(flags.rawValue) << 16
        buffer.setInteger(word, at: frame.start + 4)
        buffer.setInteger(frame.stream, at: frame.start + 8)
        guard writesChecksums else { return }
        let behind = buffer.writerIndex - buffer.readerIndex
        let offset = frame.start - buffer.readerIndex
        let checksum = buffer.withUnsafeReadableBytes { bytes in
            CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[offset..<behind]))
        }
        buffer.setInteger(checksum, at: frame.start + 12)
    }

    /// Takes back a begun frame as if it had never been.
    package func abandon(_ frame: OpenFrame, in buffer: inout ByteBuffer) {
        buffer.moveWriterIndex(to: frame.start)
    }
}

extension FrameWriter {
    package func writePing(_ id: UInt64, into buffer: inout ByteBuffer) {
        let frame = begin(.ping, stream: 0, in: &buffer)
        buffer.writeInteger(id)
        finish(frame, flags: [], in: &buffer)
    }

    package func writePong(_ id: UInt64, into buffer: inout ByteBuffer) {
        let frame = begin(.pong, stream: 0, in: &buffer)
        buffer.writeInteger(id)
        finish(frame, flags: [], in: &buffer)
    }

    package func writeGoAway(_ goAway: GoAway, final: Bool, into buffer: inout ByteBuffer) {
        let frame = begin(.goAway, stream: 0, in: &buffer)
        goAway.write(into: &buffer)
        finish(frame, flags: final ? [.final] : [], in: &buffer)
    }

    package func writeCancel(stream: UInt32, cause: CancelCause, into buffer: inout ByteBuffer) {
        let frame = begin(.cancel, stream: stream, in: &buffer)
        buffer.writeInteger(cause.rawValue)
        finish(frame, flags: [], in: &buffer)
    }

    package func writeCredit(stream: UInt32, bytes: UInt32, into buffer: inout ByteBuffer) {
        let frame = begin(.credit, stream: stream, in: &buffer)
        buffer.writeInteger(bytes)
        finish(frame, flags: [], in: &buffer)
    }
}
