package import NIOCore
package import RPCCore

extension CallHead {
    /// Writes the head; the message follows behind it.
    ///
    /// - Throws: `INVALID_ARGUMENT` where a part does not have the form that the receiver would ask for,
    ///   `RESOURCE_EXHAUSTED` for more metadata than `metadataLimit` bytes. The buffer may hold a part of the head.
    package func write(into buffer: inout ByteBuffer, metadataLimit: Int) throws(RPCError) {
        try check(metadataLimit: metadataLimit)
        let lengthIndex = buffer.writerIndex
        buffer.writeMultipleIntegers(UInt16(0), timeoutMilliseconds, UInt8(method.utf8.count))
        buffer.writeString(method)
        if let traceParent {
            buffer.writeTaggedField(Tag.traceParent) { $0.writeString(traceParent) }
        }
        if let idempotencyKey {
            buffer.writeTaggedField(Tag.idempotencyKey) { $0.writeString(idempotencyKey) }
        }
        for entry in metadata.entries {
            Self.write(entry, into: &buffer)
        }
        buffer.setInteger(UInt16(buffer.writerIndex - lengthIndex - 2), at: lengthIndex)
    }

    private static func write(_ entry: Metadata.Entry, into buffer: inout ByteBuffer) {
        switch entry.value {
        case .text(let text):
            buffer.writeTaggedField(Tag.textMetadata) {
                $0.writeInteger(UInt8(entry.name.utf8.count))
                $0.writeString(entry.name)
                $0.writeString(text)
            }
        case .binary(let bytes):
            buffer.writeTaggedField(Tag.binaryMetadata) {
                $0.writeInteger(UInt8(entry.name.utf8.count))
                $0.writeString(entry.name)
                $0.writeBytes(bytes)
            }
        }
    }

    private func check(metadataLimit: Int) throws(RPCError) {
        guard (1...WireConstants.methodPathBytesMaximum).contains(method.utf8.count),
            Self.isVisibleASCII(method.utf8)
        else { throw Self.refusal(.invalidArgument, "a method's name is 1 to 255 bytes of visible ASCII") }
        if let traceParent, !TraceParent.isValid(traceParent) {
            throw Self.refusal(.invalidArgument, "the traceparent does not have the form of W3C trace context")
        }
        if let idempotencyKey {
            guard (1...WireConstants.idempotencyKeyBytesMaximum).contains(idempotencyKey.utf8.count),
                Self.isVisibleASCII(idempotencyKey.utf8)
            else { throw Self.refusal(.invalidArgument, "an idempotency key is 1 to 64 bytes of visible ASCII") }
        }
        var metadataBytes = 0
        for entry in metadata.entries {
            guard Self.isMetadataName(entry.name.utf8) else {
                throw Self.refusal(
                    .invalidArgument, "a metadata name is 1 to 255 of a to z, 0 to 9, '-', '_' and '.'")
            }
            metadataBytes += Self.metadataOverheadBytes + entry.name.utf8.count + entry.value.bytes
        }
        // The head's own length field bounds metadata too, whatever limit is set.
        guard metadataBytes <= min(metadataLimit, WireConstants.headBytesMaximum - 512) else {
            throw Self.refusal(.resourceExhausted, "the metadata is longer than \(metadataLimit) bytes")
        }
    }
}

extension Metadata.Value {
    var bytes: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .binary(let bytes): bytes.count
        }
    }
}
