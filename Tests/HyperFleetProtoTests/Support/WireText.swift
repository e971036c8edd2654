/// Protobuf's wire format by hand, to say what no honest writer says.
enum Wire {
    static func varint(_ value: UInt64) -> [UInt8] {
        var rest = value
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    static func tag(_ number: UInt64, _ type: UInt64) -> [UInt8] {
        varint(number << 3 | type)
    }

    /// A number field.
    static func number(_ number: UInt64, _ value: Int64) -> [UInt8] {
        tag(number, 0) + varint(UInt64(bitPattern: value))
    }

    /// A length-prefixed field: bytes, a text or a message.
    static func field(_ number: UInt64, _ content: [UInt8]) -> [UInt8] {
        tag(number, 2) + varint(UInt64(content.count)) + content
    }

    static func field(_ number: UInt64, _ text: String) -> [UInt8] {
        field(number, Array(text.utf8))
    }
}
