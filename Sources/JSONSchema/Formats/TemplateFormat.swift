/// URI templates of RFC 6570, of every level.
enum TemplateFormat {
    static func isTemplate(_ text: Span<UInt8>) -> Bool {
        var index = 0
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "{"):
                guard let close = text.firstIndex(of: UInt8(ascii: "}"), from: index),
                    isExpression(text.extracting((index + 1)..<close))
                else { return false }
                index = close + 1
            case UInt8(ascii: "%"):
                guard text.isPercentEscape(at: index) else { return false }
                index += 3
            case 0..<0x80:
                guard isLiteral(text[index]) else { return false }
                index += 1
            default:
                let (value, length) = text.codePoint(at: index)
                guard value.isUniversal || value.isPrivateUse else { return false }
                index += length
            }
        }
        return true
    }

    /// A character of ASCII outside expressions; the apostrophe is one by erratum 6937.
    private static func isLiteral(_ byte: UInt8) -> Bool {
        0x21..<0x7f ~= byte && !byte.isOne(of: "\"%<>\\^`{|}")
    }

    /// What stands between braces: perhaps an operator, and variables.
    private static func isExpression(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first else { return false }
        let variables = first.isOne(of: "+#./;?&=,!@|") ? text.extracting(droppingFirst: 1) : text
        return variables.everyPart(between: UInt8(ascii: ","), satisfies: isVariable)
    }

    /// A name and perhaps `*` or a length of up to four digits.
    private static func isVariable(_ text: Span<UInt8>) -> Bool {
        if text.last == UInt8(ascii: "*") { return isName(text.extracting(0..<(text.count - 1))) }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return isName(text) }
        let length = text.extracting(droppingFirst: colon + 1)
        return isName(text.extracting(0..<colon)) && 1...4 ~= length.count && length[0] != UInt8(ascii: "0")
            && length.allSatisfy { $0.isDigit }
    }

    private static func isName(_ text: Span<UInt8>) -> Bool {
        text.everyPart(between: UInt8(ascii: ".")) { part in
            var index = 0
            while index < part.count {
                if part.isPercentEscape(at: index) {
                    index += 3
                } else {
                    guard part[index].isDigit || part[index].isLetter || part[index] == UInt8(ascii: "_") else {
                        return false
                    }
                    index += 1
                }
            }
            return !part.isEmpty
        }
    }
}
