internal import HyperFleetModel

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
        _ member: (Text, inout StoredJSONReader) throws(StoredJSONError) -> Void
    ) throws(StoredJSONError) {
        try list(from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) { reader throws(StoredJSONError) in
            let key = try reader.text()
            try reader.skip(UInt8(ascii: ":"))
            try member(key, &reader)
        }
    }

    /// A string.
    mutating func string() throws(StoredJSONError) -> String {
        let text = try text()
        return try string(of: text)
    }

    /// An integer of 64 bits.
    mutating func integer() throws(StoredJSONError) -> Int64 {
        skipSpace()
        let isNegative = offset < bytes.count && bytes[offset] == UInt8(ascii: "-")
        if isNegative { offset += 1 }
        let start = offset
        var value: Int64 = 0
        while offset < bytes.count, Self.isDigit(bytes[offset]) {
            let digit = Int64(bytes[offset] - UInt8(ascii: "0"))
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(isNegative ? -digit : digit)
            guard !overflow, !carry else { throw expected("an integer of 64 bits") }
            value = sum
            offset += 1
        }
        guard offset > start else { throw expected("an integer") }
        return value
    }

    /// Passes over a value of any shape.
    mutating func skipValue() throws(StoredJSONError) {
        skipSpace()
        guard offset < bytes.count else { throw expected("a value") }
        switch bytes[offset] {
        case UInt8(ascii: "\""): _ = try text()
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
    /// Where a string's content stands between its quotes: compared and read in place, as far as that will do.
    struct Text {
        let range: Range<Int>
        /// Whether it must be rewritten to be read.
        let hasEscapes: Bool
    }

    /// A string, left where it is.
    mutating func text() throws(StoredJSONError) -> Text {
        try skip(UInt8(ascii: "\""))
        let start = offset
        var hasEscapes = false
        while true {
            offset += plainBytes(from: offset)
            guard offset < bytes.count else { throw expected("the end of a string") }
            if bytes[offset] == UInt8(ascii: "\"") { break }
            hasEscapes = true
            offset += 2
        }
        offset += 1
        return Text(range: start..<offset - 1, hasEscapes: hasEscapes)
    }

    /// Whether `text` is `other`, letter by letter; one with escapes is none that this program writes as a name.
    func matches(_ text: Text, _ other: StaticString) -> Bool {
        guard text.range.count == other.utf8CodeUnitCount else { return false }
        let bytes = bytes.span
        return other.withUTF8Buffer { letters in
            for index in letters.indices where bytes[text.range.lowerBound + index] != letters[index] { return false }
            return true
        }
    }

    /// The string that `text` stands for.
    func string(of text: Text) throws(StoredJSONError) -> String {
        guard !text.hasEscapes else { return try unescaped(bytes[text.range]) }
        return bytes.withUnsafeBufferPointer {
            String(decoding: UnsafeBufferPointer(rebasing: $0[text.range]), as: UTF8.self)
        }
    }

    /// A time in RFC 3339.
    mutating func timestamp() throws(StoredJSONError) -> Timestamp {
        let text = try text()
        if let time = StoredTimestamp.fixedForm(bytes.span.extracting(text.range)) { return time }
        if let time = Timestamp(rfc3339: try string(of: text)) { return time }
        throw expected("an RFC 3339 time before here")
    }

    /// How many bytes from `start` on are neither a quote nor a backslash, counted eight at a time.
    private func plainBytes(from start: Int) -> Int {
        let bytes = bytes.span
        var index = start
        while index + 8 <= bytes.count {
            // Any bits mean eight plain numbers, and the load is checked against the end.
            let word = UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            let ends = Self.zeroBytes(word ^ Self.quotes) | Self.zeroBytes(word ^ Self.backslashes)
            if ends != 0 { return index - start + ends.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") { index += 1 }
        return index - start
    }

    private static let quotes: UInt64 = 0x2222_2222_2222_2222
    private static let backslashes: UInt64 = 0x5C5C_5C5C_5C5C_5C5C

    /// The highest bit of each byte that is zero; bits behind the lowest such byte mean nothing.
    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
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

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
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
