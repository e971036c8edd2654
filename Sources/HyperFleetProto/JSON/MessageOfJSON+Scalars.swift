internal import HyperFleetModel
internal import JSONModel

extension MessageOfJSON {
    /// A value that is no message; nil with a violation where JSON has another one.
    mutating func scalar(_ value: JSONValue, _ field: ProtoField) -> FieldWriter.Value? {
        switch field.kind {
        case .string:
            guard case .string(let text) = value else { return refused(value, "a string") }
            return .bytes(Array(text.utf8))
        case .bytes:
            guard case .string(let text) = value, let bytes = Base64.decode(text) else {
                return refused(value, "bytes in base64")
            }
            return .bytes(bytes)
        case .bool:
            guard case .bool(let flag) = value else { return refused(value, "true or false") }
            return .varint(flag ? 1 : 0)
        case .enumeration: return enumeration(value, field)
        case .double, .float: return floatingPoint(value, field)
        case .int64, .uint64, .int32, .fixed64, .fixed32, .uint32, .sfixed32, .sfixed64, .sint32, .sint64:
            return integer(value, field)
        case .message: return nil
        }
    }

    /// A member's name as the key of a map.
    mutating func mapKey(_ text: String, _ field: ProtoField) -> FieldWriter.Value? {
        switch (field.kind, text) {
        case (.bool, "true"): .varint(1)
        case (.bool, "false"): .varint(0)
        case (.bool, _): refused(.string(text), "true or false")
        default: scalar(.string(text), field)
        }
    }

    private mutating func refused(_ value: JSONValue, _ wanted: String) -> FieldWriter.Value? {
        refuse(value, "\(wanted)")
        return nil
    }

    private mutating func enumeration(_ value: JSONValue, _ field: ProtoField) -> FieldWriter.Value? {
        guard let type = pool.enumeration(field.typeName) else {
            refuse(rule: "unsupported", "its type \(field.typeName) is not known")
            return nil
        }
        var number: Int32?
        switch value {
        case .string(let name): number = type.number(of: name)
        case .number(let given): number = given.int64.flatMap { Int32(exactly: $0) }
        case .null, .bool, .array, .object: break
        }
        guard let number else {
            return refused(value, "one of \(type.values.map(\.name).joined(separator: ", "))")
        }
        return .varint(UInt64(bitPattern: Int64(number)))
    }

    private mutating func floatingPoint(_ value: JSONValue, _ field: ProtoField) -> FieldWriter.Value? {
        guard let text = Self.number(value)?.text ?? Self.nameOfNoNumber(value) else {
            return refused(value, "a number, or \"NaN\", \"Infinity\" or \"-Infinity\"")
        }
        let isNumber = Self.number(value) != nil
        if field.kind == .float {
            guard let number = Float(text), number.isFinite || !isNumber else {
                return refused(value, "a number of single precision")
            }
            return .fixed32(number.bitPattern)
        }
        guard let number = Double(text), number.isFinite || !isNumber else {
            return refused(value, "a number of double precision")
        }
        return .fixed64(number.bitPattern)
    }

    private mutating func integer(_ value: JSONValue, _ field: ProtoField) -> FieldWriter.Value? {
        let number = Self.number(value)
        switch field.kind {
        case .int64, .sfixed64, .sint64:
            guard let number = number?.int64 else { return refused(value, "a whole number of 64 bits") }
            return Self.wire(number, field.kind)
        case .uint64, .fixed64:
            guard let number = number.flatMap(Self.unsigned) else {
                return refused(value, "a whole number of 64 bits from 0 on")
            }
            return field.kind == .fixed64 ? .fixed64(number) : .varint(number)
        case .uint32, .fixed32:
            guard let number = number?.int64.flatMap({ UInt32(exactly: $0) }) else {
                return refused(value, "a whole number from 0 to 4294967295")
            }
            return field.kind == .fixed32 ? .fixed32(number) : .varint(UInt64(number))
        case .int32, .sfixed32, .sint32:
            guard let number = number?.int64.flatMap({ Int32(exactly: $0) }) else {
                return refused(value, "a whole number from -2147483648 to 2147483647")
            }
            return Self.wire(Int64(number), field.kind)
        case .double, .float, .bool, .string, .message, .bytes, .enumeration:
            return nil
        }
    }

    /// A signed number in the way of its type.
    private static func wire(_ number: Int64, _ kind: ProtoField.Kind) -> FieldWriter.Value {
        switch kind {
        case .sint64, .sint32: .varint(UInt64(bitPattern: number << 1 ^ number >> 63))
        case .sfixed64: .fixed64(UInt64(bitPattern: number))
        case .sfixed32: .fixed32(UInt32(truncatingIfNeeded: number))
        case .int64, .int32, .double, .float, .uint64, .fixed64, .fixed32, .bool, .string, .message, .bytes, .uint32,
            .enumeration:
            .varint(UInt64(bitPattern: number))
        }
    }

    /// A number, or a string that is one.
    private static func number(_ value: JSONValue) -> JSONNumber? {
        switch value {
        case .number(let number): number
        case .string(let text): JSONNumber(text)
        case .null, .bool, .array, .object: nil
        }
    }

    private static func unsigned(_ number: JSONNumber) -> UInt64? {
        UInt64(number.text) ?? number.int64.flatMap { UInt64(exactly: $0) }
    }

    private static func nameOfNoNumber(_ value: JSONValue) -> String? {
        guard case .string(let text) = value, ["NaN", "Infinity", "-Infinity"].contains(text) else { return nil }
        return text
    }
}
