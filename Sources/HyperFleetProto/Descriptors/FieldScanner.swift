/// Walks over the fields of one protobuf message, whatever its type, and never past its end.
struct FieldScanner {
    /// What a field carries by its wire type.
    enum Value {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        case bytes(ArraySlice<UInt8>)
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// The next field; nil at the message's end.
    ///
    /// - Throws: where the bytes are no field; groups, which proto3 has not, are none.
    mutating func next() throws(MessageFault) -> (number: Int, value: Value)? {
        guard !rest.isEmpty else { return nil }
        let tag = try varint()
        guard let number = Int(exactly: tag >> 3), 1..<(1 << 29) ~= number else {
            throw MessageFault("field_number", "a field number that no field can have")
        }
        switch tag & 7 {
        case 0: return (number, .varint(try varint()))
        case 1: return (number, .fixed64(try fixed(UInt64.self)))
        case 2: return (number, .bytes(try lengthPrefixed()))
        case 5: return (number, .fixed32(try fixed(UInt32.self)))
        default: throw MessageFault("wire_type", "a field of a wire type that proto3 has not")
        }
    }

    /// Whether nothing is left; for packed values, which have no tags.
    var isAtEnd: Bool { rest.isEmpty }

    /// A number of up to 64 bits, seven in each byte.
    mutating func varint() throws(MessageFault) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = rest.popFirst() else { throw .truncated }
            guard shift < 63 || byte <= 1 else { break }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw MessageFault("varint", "a number of too many bytes")
    }

    /// A number of a fixed width, least byte first.
    mutating func fixed<Number: FixedWidthInteger>(_: Number.Type) throws(MessageFault) -> Number {
        let width = MemoryLayout<Number>.size
        guard rest.count >= width else { throw .truncated }
        var value: Number = 0
        for byte in rest.prefix(width).reversed() { value = value << 8 | Number(byte) }
        rest = rest.dropFirst(width)
        return value
    }

    private mutating func lengthPrefixed() throws(MessageFault) -> ArraySlice<UInt8> {
        guard let length = Int(exactly: try varint()), length <= rest.count else { throw .truncated }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }
}
