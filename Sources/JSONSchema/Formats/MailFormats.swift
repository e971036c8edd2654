/// Mailboxes of people.
enum MailFormats {
    /// The most bytes before the `@` (RFC 5321, section 4.5.3.1.1).
    private static let longestLocalPart = 64
    /// The most bytes behind it.
    private static let longestDomain = 255

    /// A mailbox of RFC 5321: a local part, plain or quoted, and a host name or an address in brackets.
    static func isEmail(_ text: Span<UInt8>) -> Bool {
        text.allSatisfy { $0.isASCII } && isInternationalEmail(text)
    }

    /// A mailbox of RFC 6531: as RFC 5321's, with any code point beyond ASCII in the local part and in labels.
    static func isInternationalEmail(_ text: Span<UInt8>) -> Bool {
        guard let at = text.lastIndex(of: UInt8(ascii: "@")), 1...longestLocalPart ~= at else { return false }
        return isLocalPart(text.extracting(0..<at)) && isDomain(text.extracting(droppingFirst: at + 1))
    }

    private static func isLocalPart(_ text: Span<UInt8>) -> Bool {
        if text.count >= 2, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\"") {
            return isQuotedContent(text.extracting(1..<(text.count - 1)))
        }
        return text.everyPart(between: UInt8(ascii: ".")) { atom in
            !atom.isEmpty
                && atom.allSatisfy {
                    !$0.isASCII || $0.isDigit || $0.isLetter || $0.isOne(of: "!#$%&'*+-/=?^_`{|}~")
                }
        }
    }

    private static func isQuotedContent(_ text: Span<UInt8>) -> Bool {
        var isEscaped = false
        for index in 0..<text.count {
            let byte = text[index]
            if isEscaped {
                guard 0x20..<0x7f ~= byte else { return false }
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte < 0x20 || byte == 0x7f || byte == UInt8(ascii: "\"") {
                return false
            }
        }
        return !isEscaped
    }

    private static func isDomain(_ text: Span<UInt8>) -> Bool {
        guard text.count <= longestDomain else { return false }
        if text.first == UInt8(ascii: "[") {
            guard text.count > 2, text.last == UInt8(ascii: "]") else { return false }
            let address = text.extracting(1..<(text.count - 1))
            return address.starts(withLetters: "IPv6:")
                ? AddressFormats.isIPv6(address.extracting(droppingFirst: 5)) : AddressFormats.isIPv4(address)
        }
        return text.everyPart(between: UInt8(ascii: "."), satisfies: isLabel)
    }

    private static func isLabel(_ text: Span<UInt8>) -> Bool {
        // How long a label beyond ASCII is in the DNS is for its own rules to say.
        guard !text.allSatisfy({ $0.isASCII }) else { return HostFormats.isLabel(text) }
        return text.first != UInt8(ascii: "-") && text.last != UInt8(ascii: "-")
            && text.allSatisfy { !$0.isASCII || $0.isDigit || $0.isLetter || $0 == UInt8(ascii: "-") }
    }
}
