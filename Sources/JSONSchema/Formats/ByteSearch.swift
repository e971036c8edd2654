/// How formats look through the bytes of a text, without copying them.
extension Span<UInt8> {
    var first: UInt8? { isEmpty ? nil : self[0] }

    var last: UInt8? { isEmpty ? nil : self[count - 1] }

    func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        firstIndex(from: start) { $0 == byte }
    }

    func firstIndex(from start: Int = 0, where holds: (UInt8) -> Bool) -> Int? {
        for index in start..<count where holds(self[index]) { return index }
        return nil
    }

    func lastIndex(of byte: UInt8) -> Int? {
        for index in (0..<count).reversed() where self[index] == byte { return index }
        return nil
    }

    func contains(_ byte: UInt8) -> Bool { firstIndex(of: byte) != nil }

    func allSatisfy(_ holds: (UInt8) -> Bool) -> Bool {
        firstIndex { !holds($0) } == nil
    }

    /// How many bytes from `start` on hold, before the first that does not.
    func count(from start: Int, while holds: (UInt8) -> Bool) -> Int {
        (firstIndex(from: start) { !holds($0) } ?? count) - start
    }

    /// Whether the text begins so; letters in either case.
    func starts(withLetters text: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard count >= wanted.count else { return false }
        return wanted.indices.allSatisfy { (self[$0] | 0x20) == (wanted[$0] | 0x20) }
    }

    /// Whether every part between two separators holds; a text without one is a single part.
    func everyPart(between separator: UInt8, satisfies holds: (Span<UInt8>) -> Bool) -> Bool {
        var start = 0
        while let end = firstIndex(of: separator, from: start) {
            guard holds(extracting(start..<end)) else { return false }
            start = end + 1
        }
        return holds(extracting(start..<count))
    }

    /// Whether a percent sign with its two hexadecimal digits stands here.
    func isPercentEscape(at index: Int) -> Bool {
        index + 2 < count && self[index] == UInt8(ascii: "%") && self[index + 1].isHexDigit
            && self[index + 2].isHexDigit
    }

    /// The code point that begins here, and how many bytes it takes; the text is valid UTF-8.
    func codePoint(at index: Int) -> (value: UInt32, length: Int) {
        let first = UInt32(self[index])
        func rest(_ offset: Int) -> UInt32 { UInt32(self[index + offset] & 0x3f) }
        switch first {
        case 0..<0x80: return (first, 1)
        case 0x80..<0xe0: return ((first & 0x1f) << 6 | rest(1), 2)
        case 0xe0..<0xf0: return ((first & 0x0f) << 12 | rest(1) << 6 | rest(2), 3)
        default: return ((first & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4)
        }
    }
}
