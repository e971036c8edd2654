/// Pointers into JSON documents.
enum PointerFormats {
    /// A pointer of RFC 6901 as a string: empty, or each key behind a slash, `~` only as `~0` or `~1`.
    static func isJSONPointer(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first else { return true }
        guard first == UInt8(ascii: "/") else { return false }
        for index in 0..<text.count where text[index] == UInt8(ascii: "~") {
            guard index + 1 < text.count, text[index + 1].isOne(of: "01") else { return false }
        }
        return true
    }

    /// A relative pointer of draft-bhutton-relative-json-pointer-00: how many levels up, perhaps how many items on or
    /// back, and a pointer from there or `#`.
    static func isRelativeJSONPointer(_ text: Span<UInt8>) -> Bool {
        guard var place = endOfNumber(text, from: 0) else { return false }
        if place < text.count, text[place].isOne(of: "+-") {
            guard let end = endOfNumber(text, from: place + 1) else { return false }
            place = end
        }
        let rest = text.extracting(droppingFirst: place)
        return rest.count == 1 && rest.first == UInt8(ascii: "#") || isJSONPointer(rest)
    }

    /// Where the number that begins here ends; nil when none does, or one with a leading zero.
    private static func endOfNumber(_ text: Span<UInt8>, from start: Int) -> Int? {
        let digits = text.count(from: start) { $0.isDigit }
        guard digits > 0, digits == 1 || text[start] != UInt8(ascii: "0") else { return nil }
        return start + digits
    }
}
