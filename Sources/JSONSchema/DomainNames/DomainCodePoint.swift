/// What RFC 5892 says of a code point in U-labels.
enum DomainCodePoint {
    case valid
    /// Valid where its contextual rule holds.
    case contextual
    case disallowed

    /// The property of RFC 5892, section 3, derived from those of Swift's library.
    init(_ value: UInt32) {
        self = Self.exception(value) ?? Self.derived(value)
    }

    /// Sections 2.6 and 2.8.
    private static func exception(_ value: UInt32) -> DomainCodePoint? {
        switch value {
        case 0xdf, 0x3c2, 0x6fd, 0x6fe, 0xf0b, 0x3007: .valid
        case 0xb7, 0x375, 0x5f3, 0x5f4, 0x30fb, 0x660...0x669, 0x6f0...0x6f9, 0x200c, 0x200d: .contextual
        case 0x640, 0x7fa, 0x302e, 0x302f, 0x3031...0x3035, 0x303b: .disallowed
        default: nil
        }
    }

    private static func derived(_ value: UInt32) -> DomainCodePoint {
        if value == 0x2d || 0x30...0x39 ~= value || 0x61...0x7a ~= value { return .valid }
        guard let properties = Unicode.Scalar(value)?.properties, isLetterOrDigit(properties.generalCategory),
            !isOldHangul(value), !isInIgnorableBlock(value),
            // "Unstable": what normalisation and case folding change.
            !properties.changesWhenNFKCCaseFolded, !properties.isDefaultIgnorableCodePoint,
            !properties.isWhitespace, !properties.isNoncharacterCodePoint
        else { return .disallowed }
        return .valid
    }

    private static func isLetterOrDigit(_ category: Unicode.GeneralCategory) -> Bool {
        switch category {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .decimalNumber, .modifierLetter, .nonspacingMark,
            .spacingMark:
            true
        default: false
        }
    }

    /// Hangul letters that are written as syllables today.
    private static func isOldHangul(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x11ff, 0xa960...0xa97c, 0xd7b0...0xd7fb: true
        default: false
        }
    }

    /// Combining marks for symbols and musical notations.
    private static func isInIgnorableBlock(_ value: UInt32) -> Bool {
        switch value {
        case 0x20d0...0x20ff, 0x1d100...0x1d1ff, 0x1d200...0x1d24f: true
        default: false
        }
    }
}
