internal import JSONModel

extension MessageOfJSON {
    /// A wrapper around `value`.
    mutating func wrapper(_ value: JSONValue, _ type: ProtoMessage) -> [UInt8] {
        guard let field = type.field(1), field.kind != .message, !field.isRepeated else {
            refuse(rule: "unsupported", "\(type.fullName) has not the fields that it should have")
            return []
        }
        var writer = FieldWriter()
        if let wire = scalar(value, field), !wire.isZero { writer.write(field.number, wire) }
        return writer.bytes
    }

    /// A Timestamp or a Duration of its text.
    mutating func time(
        _ value: JSONValue, _ wanted: String, _ read: (String) -> (seconds: Int64, nanoseconds: Int32)?
    ) -> [UInt8] {
        guard case .string(let text) = value, let time = read(text) else {
            refuse(value, wanted)
            return []
        }
        var writer = FieldWriter()
        if time.seconds != 0 { writer.write(1, .varint(UInt64(bitPattern: time.seconds))) }
        if time.nanoseconds != 0 { writer.write(2, .varint(UInt64(bitPattern: Int64(time.nanoseconds)))) }
        return writer.bytes
    }

    /// A FieldMask of `name,spec.displayName`.
    mutating func fieldMask(_ value: JSONValue) -> [UInt8] {
        guard case .string(let text) = value else {
            refuse(value, "a string of paths with commas between them")
            return []
        }
        var writer = FieldWriter()
        for path in text.split(separator: ",") {
            guard let name = FieldNames.proto(String(path)) else {
                refuse(value, "a string of paths in JSON's names with commas between them")
                return []
            }
            writer.write(1, .bytes(Array(name.utf8)))
        }
        return writer.bytes
    }
}
