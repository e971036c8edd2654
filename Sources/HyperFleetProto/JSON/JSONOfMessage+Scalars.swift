internal import JSONModel

extension JSONOfMessage {
    /// Refuses a value of another wire type than the field's.
    static func check(_ value: FieldScanner.Value, _ field: ProtoField) throws(MessageFault) {
        switch (field.kind.wireType, value) {
        case (.varint, .varint), (.fixed64, .fixed64), (.fixed32, .fixed32), (.bytes, .bytes): return
        case (.varint, _), (.fixed64, _), (.fixed32, _), (.bytes, _): throw wrongWireType
        }
    }

    /// One value that is no message.
    func scalar(_ value: FieldScanner.Value, _ field: ProtoField) throws(MessageFault) -> JSONValue {
        switch value {
        case .varint(let number): return try json(varint: number, field)
        case .fixed64(let number): return try json(fixed64: number, field)
        case .fixed32(let number): return try json(fixed32: number, field)
        case .bytes(let bytes): return try json(bytes: bytes, field)
        }
    }

    private func json(varint number: UInt64, _ field: ProtoField) throws(MessageFault) -> JSONValue {
        switch field.kind {
        case .int64: return .string(String(Int64(bitPattern: number)))
        case .uint64: return .string(String(number))
        case .sint64: return .string(String(Int64(bitPattern: number >> 1) ^ -Int64(number & 1)))
        case .int32: return .number(JSONNumber(Int64(Int32(truncatingIfNeeded: number))))
        case .uint32: return .number(JSONNumber(Int64(UInt32(truncatingIfNeeded: number))))
        case .sint32:
            let bits = UInt32(truncatingIfNeeded: number)
            return .number(JSONNumber(Int64(Int32(bitPattern: bits >> 1) ^ -Int32(bits & 1))))
        case .bool: return .bool(number != 0)
        case .enumeration:
            let number = Int32(truncatingIfNeeded: number)
            let name = pool.enumeration(field.typeName)?.name(of: number)
            return name.map { .string($0) } ?? .number(JSONNumber(Int64(number)))
        case .double, .float, .fixed64, .fixed32, .string, .message, .bytes, .sfixed32, .sfixed64:
            throw Self.wrongWireType
        }
    }

    private func json(fixed64 bits: UInt64, _ field: ProtoField) throws(MessageFault) -> JSONValue {
        switch field.kind {
        case .double: return Self.json(Double(bitPattern: bits))
        case .fixed64: return .string(String(bits))
        case .sfixed64: return .string(String(Int64(bitPattern: bits)))
        case .float, .int64, .uint64, .int32, .fixed32, .bool, .string, .message, .bytes, .uint32, .enumeration,
            .sfixed32, .sint32, .sint64:
            throw Self.wrongWireType
        }
    }

    private func json(fixed32 bits: UInt32, _ field: ProtoField) throws(MessageFault) -> JSONValue {
        switch field.kind {
        case .float: return Self.json(Float(bitPattern: bits))
        case .fixed32: return .number(JSONNumber(Int64(bits)))
        case .sfixed32: return .number(JSONNumber(Int64(Int32(bitPattern: bits))))
        case .double, .int64, .uint64, .int32, .fixed64, .bool, .string, .message, .bytes, .uint32, .enumeration,
            .sfixed64, .sint32, .sint64:
            throw Self.wrongWireType
        }
    }

    private func json(bytes: ArraySlice<UInt8>, _ field: ProtoField) throws(MessageFault) -> JSONValue {
        if field.kind == .bytes { return .string(Base64.encode(Array(bytes))) }
        guard field.kind == .string else { throw Self.wrongWireType }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        return .string(text)
    }

    /// The shortest digits that read back as the same number; names for what JSON has no number for.
    private static func json<Number: BinaryFloatingPoint & LosslessStringConvertible>(_ number: Number) -> JSONValue {
        if number.isNaN { return .string("NaN") }
        if number.isInfinite { return .string(number < 0 ? "-Infinity" : "Infinity") }
        return JSONNumber(number.description).map { .number($0) } ?? .string(number.description)
    }
}

extension ProtoField.Kind {
    /// How values travel.
    enum WireType {
        case varint
        case fixed64
        case fixed32
        case bytes
    }

    var wireType: WireType {
        switch self {
        case .int64, .uint64, .int32, .bool, .uint32, .enumeration, .sint32, .sint64: .varint
        case .double, .fixed64, .sfixed64: .fixed64
        case .float, .fixed32, .sfixed32: .fixed32
        case .string, .message, .bytes: .bytes
        }
    }

    /// What a field that is left out stands for.
    var zero: FieldScanner.Value {
        switch wireType {
        case .varint: .varint(0)
        case .fixed64: .fixed64(0)
        case .fixed32: .fixed32(0)
        case .bytes: .bytes([])
        }
    }
}
