/// Formats of encoded texts.
enum TextFormats {
    /// Base64 of RFC 4648 section 4: groups of four, padding only at the end.
    static func isBase64(_ text: [UInt8]) -> Bool {
        guard text.count.isMultiple(of: 4) else { return false }
        let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return false }
        return text.dropLast(padding).allSatisfy { $0.isDigit || $0.isLetter || $0.isOne(of: "+/") }
    }

    /// A UUID in its usual form: 8, 4, 4, 4 and 12 hexadecimal digits.
    static func isUUID(_ text: [UInt8]) -> Bool {
        guard text.count == 36 else { return false }
        return text.enumerated().allSatisfy { place, byte in
            switch place {
            case 8, 13, 18, 23: byte == UInt8(ascii: "-")
            default: byte.isHexDigit
            }
        }
    }
}
