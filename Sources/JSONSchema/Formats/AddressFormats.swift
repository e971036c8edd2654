/// Addresses of hosts and people.
enum AddressFormats {
    /// Labels of letters, digits and inner dashes, 63 bytes each, 253 in all (RFC 1123).
    static func isHostname(_ text: ArraySlice<UInt8>) -> Bool {
        guard 1...253 ~= text.count else { return false }
        return text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            1...63 ~= label.count && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                && label.allSatisfy { $0.isDigit || $0.isLetter || $0 == UInt8(ascii: "-") }
        }
    }

    /// Four numbers up to 255 without leading zeros.
    static func isIPv4(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                1...3 ~= part.count && part.allSatisfy { $0.isDigit }
                    && (part.count == 1 || part.first != UInt8(ascii: "0"))
                    && part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } <= 255
            }
    }

    /// Eight groups of RFC 4291, one run of zeros as `::`, the last two perhaps as IPv4; no zone.
    static func isIPv6(_ text: ArraySlice<UInt8>) -> Bool {
        let text = Array(text)
        let colon = UInt8(ascii: ":")
        var gaps: [Int] = []
        for place in text.indices.dropLast() where text[place] == colon && text[place + 1] == colon {
            gaps.append(place)
        }
        switch gaps.count {
        case 0:
            return groups(text[...], mayEndInIPv4: true) == 8
        case 1:
            let before = text[..<gaps[0]]
            let behind = text[(gaps[0] + 2)...]
            guard let first = before.isEmpty ? 0 : groups(before, mayEndInIPv4: false),
                let second = behind.isEmpty ? 0 : groups(behind, mayEndInIPv4: true)
            else { return false }
            return first + second <= 7
        default:
            return false
        }
    }

    private static func groups(_ text: ArraySlice<UInt8>, mayEndInIPv4: Bool) -> Int? {
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var count = 0
        for (place, part) in parts.enumerated() {
            if 1...4 ~= part.count, part.allSatisfy({ $0.isHexDigit }) {
                count += 1
            } else if mayEndInIPv4, place == parts.count - 1, isIPv4(part) {
                count += 2
            } else {
                return nil
            }
        }
        return count
    }

    /// A mailbox of RFC 5321: a local part, plain or quoted, and a host name or an address in brackets.
    static func isEmail(_ text: [UInt8]) -> Bool {
        guard let at = text.lastIndex(of: UInt8(ascii: "@")), 1...64 ~= at else { return false }
        return isLocalPart(text[..<at]) && isMailHost(text[(at + 1)...])
    }

    private static func isLocalPart(_ text: ArraySlice<UInt8>) -> Bool {
        if text.count >= 2, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\"") {
            return isQuotedContent(text.dropFirst().dropLast())
        }
        return text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty
                && atom.allSatisfy { $0.isDigit || $0.isLetter || $0.isOne(of: "!#$%&'*+-/=?^_`{|}~") }
        }
    }

    private static func isQuotedContent(_ text: ArraySlice<UInt8>) -> Bool {
        var isEscaped = false
        for byte in text {
            guard 0x20..<0x7f ~= byte else { return false }
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                return false
            }
        }
        return !isEscaped
    }

    private static func isMailHost(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]") else { return isHostname(text) }
        let address = text.dropFirst().dropLast()
        let tag = Array("IPv6:".utf8)
        return address.starts(with: tag) ? isIPv6(address.dropFirst(tag.count)) : isIPv4(address)
    }
}
