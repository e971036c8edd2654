package import NIOCore
package import RPCCore

extension CallHead {
    /// Takes a head off the front of a CALL frame's payload and leaves the message.
    ///
    /// - Throws: `INVALID_ARGUMENT` for a head of the wrong form, `RESOURCE_EXHAUSTED` for more metadata than
    ///   `metadataLimit` bytes, `UNIMPLEMENTED` for a field that is not known and may not be skipped. Nothing of the
    ///   call was processed then.
    package init(reading payload: inout ByteBuffer, metadataLimit: Int) throws(RPCError) {
        guard let length = payload.readInteger(as: UInt16.self), var head = payload.readSlice(length: Int(length)),
            let (timeout, pathLength) = head.readMultipleIntegers(as: (UInt32, UInt8).self)
        else { throw Self.refusal(.invalidArgument, "the call head is cut short") }
        guard pathLength > 0, let path = head.readValidText(length: Int(pathLength)), Self.isVisibleASCII(path.utf8)
        else { throw Self.refusal(.invalidArgument, "the call head names no method, or not in ASCII") }
        self.init(method: path, timeoutMilliseconds: timeout)
        var metadataBytes = 0
        while head.readableBytes > 0 {
            guard let field = head.readTaggedField() else {
                throw Self.refusal(.invalidArgument, "a field of the call head is cut short")
            }
            if field.tag == Tag.textMetadata || field.tag == Tag.binaryMetadata {
                metadataBytes += TaggedField.overheadBytes + field.value.readableBytes
                guard metadataBytes <= metadataLimit else {
                    throw Self.refusal(.resourceExhausted, "the metadata is longer than \(metadataLimit) bytes")
                }
            }
            try read(field)
        }
    }

    private mutating func read(_ field: TaggedField) throws(RPCError) {
        var value = field.value
        switch field.tag {
        case Tag.traceParent:
            guard traceParent == nil, let text = value.readRemainingText(), TraceParent.isValid(text) else {
                throw Self.refusal(.invalidArgument, "the traceparent does not have the form of W3C trace context")
            }
            traceParent = text
        case Tag.idempotencyKey:
            guard idempotencyKey == nil, (1...WireConstants.idempotencyKeyBytesMaximum).contains(value.readableBytes),
                let text = value.readRemainingText(), Self.isVisibleASCII(text.utf8)
            else { throw Self.refusal(.invalidArgument, "the idempotency key is not 1 to 64 bytes of visible ASCII") }
            idempotencyKey = text
        case Tag.textMetadata:
            guard let name = Self.readMetadataName(&value), let text = value.readRemainingText() else {
                throw Self.refusal(.invalidArgument, "a metadata name or text is not of the form it must have")
            }
            metadata.append(name, text: text)
        case Tag.binaryMetadata:
            guard let name = Self.readMetadataName(&value) else {
                throw Self.refusal(.invalidArgument, "a metadata name is not of the form it must have")
            }
            metadata.append(name, binary: Array(value.readableBytesView))
        default:
            guard field.isIgnorable else {
                throw Self.refusal(.unimplemented, "the call head has a field that is not known here")
            }
        }
    }

    private static func readMetadataName(_ value: inout ByteBuffer) -> String? {
        guard let length = value.readInteger(as: UInt8.self), let name = value.readValidText(length: Int(length)),
            isMetadataName(name.utf8)
        else { return nil }
        return name
    }
}
