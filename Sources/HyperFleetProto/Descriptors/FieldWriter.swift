/// Writes the fields of one protobuf message, one behind the other.
struct FieldWriter {
    /// What a field carries by its wire type.
    enum Value {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        case bytes([UInt8])

        /// Whether it is what a field without presence leaves out.
        var isZero: Bool {
            switch self {
            case .varint(let number), .fixed64(let number): number == 0
            case .fixed32(let number): number == 0
            case .bytes(let bytes): bytes.isEmpty
            }
        }
    }

    private(set) var bytes: [UInt8] = []

    /// Appends a field with its tag.
    mutating func write(_ number: Int, _ value: Value) {
        let wireType: UInt64 =
            switch value {
            case .varint: 0
            case .fixed64: 1
            case .bytes: 2
            case .fixed32: 5
            }
        appendVarint(UInt64(number) << 3 | wireType)
        if case .bytes(let content) = value { appendVarint(UInt64(content.count)) }
        append(value)
    }

    /// Appends a value without tag and length, as packed fields have them.
    mutating func append(_ value: Value) {
        switch value {
        case .varint(let number): appendVarint(number)
        case .fixed64(let number): appendFixed(number)
        case .fixed32(let number): appendFixed(number)
        case .bytes(let content): bytes += content
        }
    }

    private mutating func appendVarint(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private mutating func appendFixed<Number: FixedWidthInteger>(_ number: Number) {
        for place in 0..<MemoryLayout<Number>.size {
            bytes.append(UInt8(truncatingIfNeeded: number >> Number(place * 8)))
        }
    }
}
