/// Walks once over JSON that PostgreSQL printed from a `jsonb`: valid by then, so that only its shape is checked.
///
/// Conditions are read with every resource; making a tree of values first would cost several times as much.
struct StoredJSONReader {
    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Calls `element` at the start of each element of an array.
    mutating func array(
        _ element: (inout StoredJSONReader) throws(StoredJSONError) -> Void
    ) throws(StoredJSONError) {
        try list(from: UInt8(ascii: "["), to: UInt8(ascii: "]"), element)
    }

    /// Calls `member` with each key of an object, at the start of its value, which must be read or skipped.
    mutating func object(
        _ member: (borrowing Key, inout StoredJSONReader) throws(StoredJSONError) -> Void
    ) throws(StoredJSONError) {
        try list(from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) { reader throws(StoredJSONError) in
            let key = try reader.key()
            try member(key, &reader)
        }
    }

    /// A string.
    mutating func string() throws(StoredJSONError) -> String {
        let range = try quoted()
        let content = bytes[range]
        guard content.contains(UInt8(ascii: "\\")) else { return String(decoding: content, as: UTF8.self) }
        return try unescaped(content)
    }

    /// An integer of 64 bits.
    mutating func integer() throws(StoredJSONError) -> Int64 {
        skipSpace()
        let start = offset
        while offset < bytes.count, Self.isNumberByte(bytes[offset]) { offset += 1 }
        guard let value = Int64(Substring(decoding: bytes[start..<offset], as: UTF8.self)) else {
            throw expected("an integer")
        }
        return value
    }

    /// Passes over a value of any shape.
    mutating func skipValue() throws(StoredJSONError) {
        skipSpace()
        guard offset < bytes.count else { throw expected("a value") }
        switch bytes[offset] {
        case UInt8(ascii: "\""): _ = try quoted()
        case UInt8(ascii: "["): try array { reader throws(StoredJSONError) in try reader.skipValue() }
        case UInt8(ascii: "{"): try object { _, reader throws(StoredJSONError) in try reader.skipValue() }
        default:
            let start = offset
            while offset < bytes.count, Self.isWordByte(bytes[offset]) { offset += 1 }
            guard offset > start else { throw expected("a value") }
        }
    }

    func expected(_ what: String) -> StoredJSONError {
        StoredJSONError(message: "\(what) is expected at byte \(offset)")
    }
}

extension StoredJSONReader {
    /// A member's name where it stands: compared without a string being made of it.
    struct Key {
        fileprivate let bytes: ArraySlice<UInt8>

        static func ~= (name: StaticString, key: Key) -> Bool {
            name.withUTF8Buffer { key.bytes.elementsEqual($0) }
        }
    }

    private mutating func key() throws(StoredJSONError) -> Key {
        let range = try quoted()
        try skip(UInt8(ascii: ":"))
        return Key(bytes: bytes[range])
    }

    private mutating func list(
        from opening: UInt8, to closing: UInt8,
        _ item: (inout StoredJSONReader) throws(StoredJSONError) -> Void
    ) throws(StoredJSONError) {
        try skip(opening)
        skipSpace()
        if offset < bytes.count, bytes[offset] == closing {
            offset += 1
            return
        }
        while true {
            try item(&self)
            skipSpace()
            guard offset < bytes.count else { throw expected("the end of a list") }
            offset += 1
            if bytes[offset - 1] == closing { return }
            guard bytes[offset - 1] == UInt8(ascii: ",") else { throw expected("a comma") }
        }
    }

    private mutating func skip(_ byte: UInt8) throws(StoredJSONError) {
        skipSpace()
        guard offset < bytes.count, bytes[offset] == byte else {
            throw expected("'\(Unicode.Scalar(byte))'")
        }
        offset += 1
    }

    private mutating func skipSpace() {
        while offset < bytes.count, bytes[offset] <= UInt8(ascii: " ") { offset += 1 }
    }

    /// The place of a string's content between its quotes.
    private mutating func quoted() throws(StoredJSONError) -> Range<Int> {
        try skip(UInt8(ascii: "\""))
        let start = offset
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                offset += 1
                return start..<offset - 1
            case UInt8(ascii: "\\"): offset += 2
            default: offset += 1
            }
        }
        throw expected("the end of a string")
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0...0x20: false
        default: true
        }
    }

    /// A string with its escapes undone. PostgreSQL prints other characters than the ASCII controls as they are.
    private func unescaped(_ content: ArraySlice<UInt8>) throws(StoredJSONError) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(content.count)
        var index = content.startIndex
        while index < content.endIndex {
            guard content[index] == UInt8(ascii: "\\") else {
                plain.append(content[index])
                index += 1
                continue
            }
            let letter = content[index + 1]
            index += 2
            switch letter {
            case UInt8(ascii: "b"): plain.append(0x08)
            case UInt8(ascii: "f"): plain.append(0x0c)
            case UInt8(ascii: "n"): plain.append(0x0a)
            case UInt8(ascii: "r"): plain.append(0x0d)
            case UInt8(ascii: "t"): plain.append(0x09)
            case UInt8(ascii: "u"):
                let digits = Substring(decoding: content[index..<min(index + 4, content.endIndex)], as: UTF8.self)
                guard let value = UInt8(digits, radix: 16), value < 0x80 else {
                    throw expected("an escape of an ASCII character")
                }
                plain.append(value)
                index += 4
            default: plain.append(letter)
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
