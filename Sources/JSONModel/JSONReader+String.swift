extension JSONReader {
    /// Reads the string whose opening quote stands here.
    mutating func readString() throws(JSONFailure) {
        let start = position &+ 1
        let end = try endOfUnescapedText(from: start)
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
            try readMixedString(from: start, plainEnd: end)
            return
        }
        position = end &+ 1
        entries.append(JSONTape.Entry(kind: .string, size: UInt32(end &- start), place: UInt32(start)))
    }

    /// The first byte from `start` on that stands not for itself in a string: a quote, a backslash or a control.
    private func endOfUnescapedText(from start: Int) throws(JSONFailure) -> Int {
        var cursor = endOfPlainText(from: start)
        while cursor < bytes.count, bytes[cursor] >= 0x80 {
            let size = UTF8Rules.size(of: bytes, at: cursor)
            guard size > 0 else { throw JSONFailure("utf8", at: cursor, "the bytes are not valid UTF-8") }
            cursor &+= size
            // Code points past ASCII seldom come alone.
            if cursor < bytes.count, bytes[cursor] < 0x80 { cursor = endOfPlainText(from: cursor) }
        }
        return cursor
    }

    /// The first byte from `start` on that ends a run of plain ASCII: a quote, a backslash, a control or a byte of a
    /// longer code point. Looks at eight bytes at a time.
    private func endOfPlainText(from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high: UInt64 = 0x8080_8080_8080_8080
        let raw = UnsafeRawBufferPointer(bytes)
        var cursor = start
        while cursor &+ 8 <= bytes.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: cursor, as: UInt64.self))
            let quote = word ^ (ones &* 0x22)
            let backslash = word ^ (ones &* 0x5c)
            let special =
                word | (word &- ones &* 0x20) | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash
            // What a byte borrows from those behind it may mark these falsely, never the first one.
            if special & high != 0 { return cursor &+ (special & high).trailingZeroBitCount / 8 }
            cursor &+= 8
        }
        while cursor < bytes.count, Self.isPlain(bytes[cursor]) { cursor &+= 1 }
        return cursor
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// A string with escapes; its first part, up to `plainEnd`, has none.
    private mutating func readMixedString(from start: Int, plainEnd: Int) throws(JSONFailure) {
        let place = decoded.count
        decoded.append(contentsOf: bytes[start..<plainEnd])
        var cursor = plainEnd
        while cursor < bytes.count {
            switch bytes[cursor] {
            case UInt8(ascii: "\""):
                position = cursor + 1
                let size = UInt32(decoded.count - place)
                entries.append(JSONTape.Entry(kind: .string, size: size, place: UInt32(bytes.count + place)))
                return
            case UInt8(ascii: "\\"):
                try readEscape(at: &cursor)
            case 0:
                throw JSONFailure("nul", at: cursor, "a string must not hold NUL")
            case 0x01..<0x20:
                throw JSONFailure(
                    "syntax", at: cursor, "the control character \(found(at: cursor)) must be escaped in a string")
            default:
                let end = try endOfUnescapedText(from: cursor)
                decoded.append(contentsOf: bytes[cursor..<end])
                cursor = end
            }
        }
        throw JSONFailure("syntax", at: bytes.count, "the text ends within a string")
    }

    private mutating func readEscape(at cursor: inout Int) throws(JSONFailure) {
        guard cursor + 1 < bytes.count else {
            throw JSONFailure("syntax", at: bytes.count, "the text ends within a string")
        }
        switch bytes[cursor + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(bytes[cursor + 1])
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0c)
        case UInt8(ascii: "n"): decoded.append(0x0a)
        case UInt8(ascii: "r"): decoded.append(0x0d)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"):
            try readUnicodeEscape(at: &cursor)
            return
        default:
            throw JSONFailure("syntax", at: cursor, "a backslash before \(found(at: cursor + 1)) is no escape of JSON")
        }
        cursor += 2
    }

    private mutating func readUnicodeEscape(at cursor: inout Int) throws(JSONFailure) {
        let start = cursor
        var value = UInt32(try hexDigits(at: start + 2))
        cursor += 6
        if 0xd800..<0xdc00 ~= value, cursor + 1 < bytes.count, bytes[cursor] == UInt8(ascii: "\\"),
            bytes[cursor + 1] == UInt8(ascii: "u")
        {
            let low = UInt32(try hexDigits(at: cursor + 2))
            if 0xdc00..<0xe000 ~= low {
                value = 0x10000 + (value - 0xd800) << 10 + (low - 0xdc00)
                cursor += 6
            }
        }
        guard value != 0 || limits.allowsNUL else { throw JSONFailure("nul", at: start, "a string must not hold NUL") }
        guard let scalar = Unicode.Scalar(value) else {
            throw JSONFailure("surrogate", at: start, "a surrogate must stand in a pair, high before low")
        }
        decoded.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
    }

    private func hexDigits(at start: Int) throws(JSONFailure) -> UInt16 {
        var value: UInt16 = 0
        for place in start..<start + 4 {
            guard place < bytes.count else {
                throw JSONFailure("syntax", at: bytes.count, "the text ends within a string")
            }
            let byte = bytes[place]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt16(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt16(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt16(byte - UInt8(ascii: "A") + 10)
            default:
                throw JSONFailure("syntax", at: place, "\\u needs four hexadecimal digits, \(found(at: place)) is none")
            }
        }
        return value
    }
}
