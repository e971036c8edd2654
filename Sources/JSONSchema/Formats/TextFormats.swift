/// Formats of encoded texts.
enum TextFormats {
    /// Base64 of RFC 4648 section 4: groups of four, padding only at the end.
    static func isBase64(_ text: Span<UInt8>) -> Bool {
        guard text.count.isMultiple(of: 4) else { return false }
        let digits = text.count(from: 0) { $0.isDigit || $0.isLetter || $0.isOne(of: "+/") }
        return text.count - digits <= 2 && text.extracting(droppingFirst: digits).allSatisfy { $0 == UInt8(ascii: "=") }
    }

    /// A UUID of RFC 4122: 8, 4, 4, 4 and 12 hexadecimal digits.
    static func isUUID(_ text: Span<UInt8>) -> Bool {
        guard text.count == 36 else { return false }
        for index in 0..<36 {
            switch index {
            case 8, 13, 18, 23:
                guard text[index] == UInt8(ascii: "-") else { return false }
            default:
                guard text[index].isHexDigit else { return false }
            }
        }
        return true
    }
}
