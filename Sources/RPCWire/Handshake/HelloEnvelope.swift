internal import NIOCore

/// What both hellos travel in: magic, `u16` length of the body, body, CRC32C of everything before it.
enum HelloEnvelope {
    /// Writes an envelope around what `body` writes.
    static func write(into buffer: inout ByteBuffer, _ body: (inout ByteBuffer) -> Void) {
        var hello = ByteBuffer()
        hello.writeBytes(WireConstants.magic)
        hello.writeInteger(UInt16(0))
        let start = hello.writerIndex
        body(&hello)
        hello.setInteger(UInt16(hello.writerIndex - start), at: WireConstants.magic.count)
        hello.writeInteger(CRC32C.checksum(hello))
        buffer.writeBuffer(&hello)
    }

    enum Reading: Equatable {
        /// The bytes so far begin a hello.
        case incomplete
        case body(ByteBuffer)
        /// The bytes are none: what they look like decides what they are answered.
        case foreign(ForeignBytes)
        case broken(WireViolation)
    }

    /// Takes a hello out of `buffer`; leaves the buffer alone unless it is all there.
    static func read(from buffer: inout ByteBuffer) -> Reading {
        let magic = WireConstants.magic
        let begin = buffer.readableBytesView.prefix(magic.count)
        guard magic.starts(with: begin) else { return ForeignBytes.look(at: begin) }
        guard let length = buffer.getInteger(at: buffer.readerIndex + magic.count, as: UInt16.self) else {
            return .incomplete
        }
        guard length <= WireConstants.helloBytesMaximum else {
            return .broken(WireViolation(.frameTooLong, "the hello is longer than any may be"))
        }
        let checked = magic.count + 2 + Int(length)
        guard buffer.readableBytes >= checked + 4, let hello = buffer.readSlice(length: checked),
            let checksum = buffer.readInteger(as: UInt32.self)
        else { return .incomplete }
        guard checksum == CRC32C.checksum(hello) else {
            return .broken(WireViolation(.checksumMismatch, "the checksum of the hello does not match"))
        }
        var body = hello
        body.moveReaderIndex(forwardBy: magic.count + 2)
        return .body(body)
    }
}
