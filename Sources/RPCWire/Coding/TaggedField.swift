internal import NIOCore

/// One optional part of a hello, a call head or a status: `u8` tag, `u16` length, bytes.
///
/// A tag from 0x80 on is ignorable: a reader that does not know it skips the field. An unknown tag below 0x80
/// changes what the whole means, so the whole is refused.
struct TaggedField {
    let tag: UInt8
    var value: ByteBuffer

    var isIgnorable: Bool { tag & 0x80 != 0 }

    /// Bytes of a field beside its value.
    static let overheadBytes = 3
}

extension ByteBuffer {
    /// Reads the field at the reader index; nil when it is cut short.
    mutating func readTaggedField() -> TaggedField? {
        guard readableBytes >= TaggedField.overheadBytes,
            let (tag, length) = getMultipleIntegers(at: readerIndex, as: (UInt8, UInt16).self),
            readableBytes >= TaggedField.overheadBytes + Int(length)
        else { return nil }
        moveReaderIndex(forwardBy: TaggedField.overheadBytes)
        guard let value = readSlice(length: Int(length)) else { return nil }
        return TaggedField(tag: tag, value: value)
    }

    /// Writes a field whose value `body` writes; more than 65,535 bytes are a fault of the caller.
    mutating func writeTaggedField(_ tag: UInt8, _ body: (inout ByteBuffer) -> Void) {
        writeInteger(tag)
        let lengthIndex = writerIndex
        writeInteger(UInt16(0))
        body(&self)
        setInteger(UInt16(writerIndex - lengthIndex - 2), at: lengthIndex)
    }

    /// Reads everything left as valid UTF-8; nil where it is not.
    mutating func readRemainingText() -> String? {
        readValidText(length: readableBytes)
    }
}
