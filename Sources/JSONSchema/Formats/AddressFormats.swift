/// Addresses of machines.
enum AddressFormats {
    /// Four numbers up to 255 without leading zeros (RFC 2673, section 3.2).
    static func isIPv4(_ text: Span<UInt8>) -> Bool {
        var count = 0
        return text.everyPart(between: UInt8(ascii: ".")) { part in
            count += 1
            return count <= 4 && isIPv4Number(part)
        } && count == 4
    }

    private static func isIPv4Number(_ text: Span<UInt8>) -> Bool {
        guard 1...3 ~= text.count, text.count == 1 || text[0] != UInt8(ascii: "0") else { return false }
        var value = 0
        for index in 0..<text.count {
            guard text[index].isDigit else { return false }
            value = value * 10 + Int(text[index] - UInt8(ascii: "0"))
        }
        return value <= 255
    }

    /// Eight groups of RFC 4291, one run of zeros as `::`, the last two perhaps as IPv4; no zone.
    static func isIPv6(_ text: Span<UInt8>) -> Bool {
        guard let gap = doubleColon(in: text, from: 0) else { return groups(text, mayEndInIPv4: true) == 8 }
        guard doubleColon(in: text, from: gap + 1) == nil,
            let first = gap == 0 ? 0 : groups(text.extracting(0..<gap), mayEndInIPv4: false),
            let second = gap + 2 == text.count ? 0 : groups(text.extracting(droppingFirst: gap + 2), mayEndInIPv4: true)
        else { return false }
        return first + second <= 7
    }

    private static func doubleColon(in text: Span<UInt8>, from start: Int) -> Int? {
        let colon = UInt8(ascii: ":")
        for index in start..<max(start, text.count - 1) where text[index] == colon && text[index + 1] == colon {
            return index
        }
        return nil
    }

    private static func groups(_ text: Span<UInt8>, mayEndInIPv4: Bool) -> Int? {
        var count = 0
        var hasEnded = false
        let isValid = text.everyPart(between: UInt8(ascii: ":")) { part in
            if hasEnded { return false }
            if 1...4 ~= part.count, part.allSatisfy({ $0.isHexDigit }) {
                count += 1
                return count <= 8
            }
            hasEnded = true
            count += 2
            return mayEndInIPv4 && isIPv4(part)
        }
        return isValid ? count : nil
    }
}
