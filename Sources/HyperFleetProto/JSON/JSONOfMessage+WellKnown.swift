internal import JSONModel

extension JSONOfMessage {
    /// The value in a wrapper; absent means the type's zero.
    func wrapped(_ bytes: ArraySlice<UInt8>, in type: ProtoMessage) throws(MessageFault) -> JSONValue {
        guard let field = type.field(1), field.kind != .message, !field.isRepeated else {
            throw MessageFault("unsupported", "\(type.fullName) has not the fields that it should have")
        }
        var value = field.kind.zero
        var scanner = FieldScanner(bytes)
        while let found = try scanner.next() {
            if found.number == field.number { value = found.value }
        }
        return try scalar(value, field)
    }

    /// A Timestamp or a Duration as its text.
    func time(_ bytes: ArraySlice<UInt8>, _ type: ProtoMessage) throws(MessageFault) -> JSONValue {
        var seconds: Int64 = 0
        var nanoseconds: Int32 = 0
        var scanner = FieldScanner(bytes)
        while let found = try scanner.next() {
            switch (found.number, found.value) {
            case (1, .varint(let number)): seconds = Int64(bitPattern: number)
            case (2, .varint(let number)): nanoseconds = Int32(truncatingIfNeeded: number)
            case (1, _), (2, _): throw Self.wrongWireType
            default: break
            }
        }
        let isTimestamp = WellKnownType(type.fullName) == .timestamp
        let text =
            isTimestamp
            ? TimeText.timestamp(seconds: seconds, nanoseconds: nanoseconds)
            : TimeText.duration(seconds: seconds, nanoseconds: nanoseconds)
        guard let text else {
            throw MessageFault("range", "\(seconds) s and \(nanoseconds) ns are no \(type.name)")
        }
        return .string(text)
    }

    /// `name,spec.displayName`
    func fieldMask(_ bytes: ArraySlice<UInt8>, _ type: ProtoMessage) throws(MessageFault) -> JSONValue {
        var paths: [String] = []
        var scanner = FieldScanner(bytes)
        while let found = try scanner.next() {
            guard found.number == 1 else { continue }
            guard case .bytes(let content) = found.value else { throw Self.wrongWireType }
            guard let path = String(validating: content, as: UTF8.self) else { throw .notUTF8 }
            let name = FieldNames.json(path)
            guard !path.isEmpty, !path.contains(","), FieldNames.proto(name) == path else {
                throw MessageFault("format", "a path that JSON cannot say")
            }
            paths.append(name)
        }
        return .string(paths.joined(separator: ","))
    }
}
