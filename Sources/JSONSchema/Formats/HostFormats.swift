/// Names of hosts.
enum HostFormats {
    /// The most bytes of a name without its last dot (RFC 1035, section 2.3.4).
    static let longestName = 253
    /// The most bytes of one label.
    static let longestLabel = 63

    /// Labels of letters, digits and inner dashes (RFC 1123); one that begins with `xn--` is an A-label of RFC 5890.
    static func isHostname(_ text: Span<UInt8>) -> Bool {
        var hasALabel = false
        let isPlain =
            text.count <= longestName
            && text.everyPart(between: UInt8(ascii: ".")) { label in
                hasALabel = hasALabel || label.starts(withLetters: "xn--")
                return isLabel(label)
            }
        return isPlain && (!hasALabel || InternationalName(text).isValid)
    }

    /// A host name whose labels may be U-labels of RFC 5890, under the rules of RFC 5891 to 5893. The dots of other
    /// scripts that IDNA2003 knew part labels too.
    static func isInternationalHostname(_ text: Span<UInt8>) -> Bool {
        let isPlain = text.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: ".") }
        return isPlain ? isHostname(text) : InternationalName(text).isValid
    }

    /// Letters, digits and inner dashes, 63 bytes at most.
    static func isLabel(_ text: Span<UInt8>) -> Bool {
        1...longestLabel ~= text.count && text.first != UInt8(ascii: "-") && text.last != UInt8(ascii: "-")
            && text.allSatisfy { $0.isDigit || $0.isLetter || $0 == UInt8(ascii: "-") }
    }
}
