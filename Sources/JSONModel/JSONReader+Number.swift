extension JSONReader {
    /// Reads the number that begins here.
    mutating func readNumber() throws(JSONFailure) {
        let start = position
        if let end = endOfShortInteger() {
            append(.shortInteger, from: start, to: end)
            return
        }
        guard let scan = NumberScan(bytes, from: start) else { throw malformedNumber(at: start) }
        if let problem = scan.problem(limits) { throw JSONFailure("number", at: start, problem) }
        append(.number, from: start, to: scan.end)
    }

    private mutating func append(_ kind: JSONTape.Kind, from start: Int, to end: Int) {
        position = end
        entries.append(JSONTape.Entry(kind: kind, size: UInt32(end &- start), place: UInt32(start)))
    }

    /// The end of a number of few digits and nothing else, which no limit can forbid.
    private func endOfShortInteger() -> Int? {
        var cursor = position
        if bytes[cursor] == UInt8(ascii: "-") { cursor &+= 1 }
        let start = cursor
        let last = min(bytes.count, start &+ min(16, limits.maxNumberDigits))
        while cursor < last, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[cursor] { cursor &+= 1 }
        guard cursor > start, bytes[start] != UInt8(ascii: "0") || cursor == start &+ 1 else { return nil }
        guard cursor < bytes.count else { return cursor }
        switch bytes[cursor] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): return nil
        default: return cursor
        }
    }

    private func malformedNumber(at start: Int) -> JSONFailure {
        var cursor = start
        if bytes[cursor] == UInt8(ascii: "-") { cursor += 1 }
        if cursor + 1 < bytes.count, bytes[cursor] == UInt8(ascii: "0"),
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[cursor + 1]
        {
            return JSONFailure("syntax", at: cursor, "a number must not begin with a zero before another digit")
        }
        // The grammar wants a digit behind '-', '.', 'e', 'e+' and 'e-': the first that has none is the place.
        while cursor < bytes.count, Self.isPartOfNumber(bytes[cursor]) {
            let isDigit = UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[cursor]
            let wantsDigit = cursor > start && Self.wantsDigit(bytes[cursor - 1], then: bytes[cursor])
            if !isDigit && wantsDigit { break }
            cursor += 1
        }
        return JSONFailure("syntax", at: cursor, "the number needs a digit here, \(found(at: cursor)) stands instead")
    }

    private static func isPartOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private static func wantsDigit(_ before: UInt8, then byte: UInt8) -> Bool {
        switch before {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): false
        case UInt8(ascii: "e"), UInt8(ascii: "E"): byte != UInt8(ascii: "+") && byte != UInt8(ascii: "-")
        default: true
        }
    }
}
