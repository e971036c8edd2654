/// One label of a domain name, valid under RFC 5891.
struct DomainLabel {
    /// As people read it: an A-label is decoded.
    let codePoints: [UInt32]
    /// How many bytes it takes in the DNS.
    let encodedCount: Int

    private static let dash = UInt32(UInt8(ascii: "-"))
    private static let prefix = Array("xn--".unicodeScalars.map(\.value))

    /// Nil when the label is not valid.
    init?(_ label: [UInt32]) {
        if !label.allSatisfy({ $0 < 0x80 }) {
            guard Self.isValid(label) else { return nil }
            codePoints = label
            encodedCount = Self.prefix.count + Punycode.encode(label).count
        } else {
            let lower = label.map { 0x41...0x5a ~= $0 ? $0 + 0x20 : $0 }
            guard let decoded = lower.starts(with: Self.prefix) ? Self.decode(lower) : Self.plain(lower) else {
                return nil
            }
            codePoints = decoded
            encodedCount = label.count
        }
        guard 1...HostFormats.longestLabel ~= encodedCount else { return nil }
    }

    /// Letters, digits and inner dashes, in lower case.
    private static func plain(_ label: [UInt32]) -> [UInt32]? {
        let isPlain = label.allSatisfy { $0 == dash || 0x61...0x7a ~= $0 || 0x30...0x39 ~= $0 }
        return isPlain && label.first != dash && label.last != dash ? label : nil
    }

    /// The U-label of an A-label: it must lead back to that, and need to be one.
    private static func decode(_ label: [UInt32]) -> [UInt32]? {
        // A label that is too long is not worth its decoding.
        guard label.count <= HostFormats.longestLabel, let decoded = Punycode.decode(label.dropFirst(prefix.count)),
            decoded.contains(where: { $0 >= 0x80 }), prefix + Punycode.encode(decoded) == label, isValid(decoded)
        else { return nil }
        return decoded
    }

    /// Whether a U-label is one of RFC 5891, section 4.2; its direction is for the whole name to check.
    private static func isValid(_ label: [UInt32]) -> Bool {
        guard let first = label.first, first != dash, label.last != dash,
            label.count < 4 || label[2] != dash || label[3] != dash, label.count <= HostFormats.longestLabel,
            !isMark(first), Composition.isComposed(label)
        else { return false }
        return label.indices.allSatisfy { index in
            switch DomainCodePoint(label[index]) {
            case .valid: true
            case .disallowed: false
            case .contextual: ContextRule.accepts(label, at: index)
            }
        }
    }

    private static func isMark(_ value: UInt32) -> Bool {
        switch Unicode.Scalar(value)?.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
