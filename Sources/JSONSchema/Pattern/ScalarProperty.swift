/// A Unicode property that `\p{...}` can name: a general category, or one of the binary properties here.
enum ScalarProperty: Sendable {
    case categories([Unicode.GeneralCategory])
    case binary(BinaryProperty)

    /// The property of this name in a pattern, as ECMA-262 spells it; nil when it is none of ours.
    init?(named name: String) {
        var name = name
        for prefix in ["General_Category=", "gc="] where name.hasPrefix(prefix) {
            name.removeFirst(prefix.count)
            guard let categories = Self.categories[name] else { return nil }
            self = .categories(categories)
            return
        }
        if let categories = Self.categories[name] {
            self = .categories(categories)
        } else if let property = BinaryProperty(named: name) {
            self = .binary(property)
        } else {
            return nil
        }
    }

    /// Whether the code point has the property.
    func holds(for scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .categories(let categories): categories.contains(scalar.properties.generalCategory)
        case .binary(let property): property.holds(for: scalar)
        }
    }

    private static let categories: [String: [Unicode.GeneralCategory]] = {
        let single: [(String, String, Unicode.GeneralCategory)] = [
            ("Lu", "Uppercase_Letter", .uppercaseLetter), ("Ll", "Lowercase_Letter", .lowercaseLetter),
            ("Lt", "Titlecase_Letter", .titlecaseLetter), ("Lm", "Modifier_Letter", .modifierLetter),
            ("Lo", "Other_Letter", .otherLetter), ("Mn", "Nonspacing_Mark", .nonspacingMark),
            ("Mc", "Spacing_Mark", .spacingMark), ("Me", "Enclosing_Mark", .enclosingMark),
            ("Nd", "Decimal_Number", .decimalNumber), ("Nl", "Letter_Number", .letterNumber),
            ("No", "Other_Number", .otherNumber), ("Pc", "Connector_Punctuation", .connectorPunctuation),
            ("Pd", "Dash_Punctuation", .dashPunctuation), ("Ps", "Open_Punctuation", .openPunctuation),
            ("Pe", "Close_Punctuation", .closePunctuation), ("Pi", "Initial_Punctuation", .initialPunctuation),
            ("Pf", "Final_Punctuation", .finalPunctuation), ("Po", "Other_Punctuation", .otherPunctuation),
            ("Sm", "Math_Symbol", .mathSymbol), ("Sc", "Currency_Symbol", .currencySymbol),
            ("Sk", "Modifier_Symbol", .modifierSymbol), ("So", "Other_Symbol", .otherSymbol),
            ("Zs", "Space_Separator", .spaceSeparator), ("Zl", "Line_Separator", .lineSeparator),
            ("Zp", "Paragraph_Separator", .paragraphSeparator), ("Cc", "Control", .control),
            ("Cf", "Format", .format), ("Cs", "Surrogate", .surrogate), ("Co", "Private_Use", .privateUse),
            ("Cn", "Unassigned", .unassigned),
        ]
        let groups = [
            ("L", "Letter"), ("M", "Mark"), ("N", "Number"), ("P", "Punctuation"), ("S", "Symbol"),
            ("Z", "Separator"), ("C", "Other"),
        ]
        var table: [String: [Unicode.GeneralCategory]] = [:]
        for (short, long, category) in single {
            table[short] = [category]
            table[long] = [category]
        }
        for (letter, long) in groups {
            let members = single.filter { $0.0.hasPrefix(letter) }.map(\.2)
            table[letter] = members
            table[long] = members
        }
        table["LC"] = [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter]
        table["Cased_Letter"] = table["LC"]
        table["Combining_Mark"] = table["M"]
        table["digit"] = table["Nd"]
        table["punct"] = table["P"]
        table["cntrl"] = table["Cc"]
        return table
    }()
}

/// The binary properties that `\p{...}` can name here.
enum BinaryProperty: Sendable {
    case any, ascii, assigned, alphabetic, uppercase, lowercase, whiteSpace, asciiHexDigit, hexDigit
    case identifierStart, identifierContinue, math, emoji, emojiPresentation, ideographic, dash, quotationMark

    init?(named name: String) {
        switch name {
        case "Any": self = .any
        case "ASCII": self = .ascii
        case "Assigned": self = .assigned
        case "Alphabetic", "Alpha": self = .alphabetic
        case "Uppercase", "Upper": self = .uppercase
        case "Lowercase", "Lower": self = .lowercase
        case "White_Space", "space": self = .whiteSpace
        case "ASCII_Hex_Digit", "AHex": self = .asciiHexDigit
        case "Hex_Digit", "Hex": self = .hexDigit
        case "ID_Start", "IDS": self = .identifierStart
        case "ID_Continue", "IDC": self = .identifierContinue
        case "Math": self = .math
        case "Emoji": self = .emoji
        case "Emoji_Presentation", "EPres": self = .emojiPresentation
        case "Ideographic", "Ideo": self = .ideographic
        case "Dash": self = .dash
        case "Quotation_Mark", "QMark": self = .quotationMark
        default: return nil
        }
    }

    func holds(for scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return switch self {
        case .any: true
        case .ascii: scalar.isASCII
        case .assigned: properties.generalCategory != .unassigned
        case .alphabetic: properties.isAlphabetic
        case .uppercase: properties.isUppercase
        case .lowercase: properties.isLowercase
        case .whiteSpace: properties.isWhitespace
        case .asciiHexDigit: properties.isASCIIHexDigit
        case .hexDigit: properties.isHexDigit
        case .identifierStart: properties.isIDStart
        case .identifierContinue: properties.isIDContinue
        case .math: properties.isMath
        case .emoji: properties.isEmoji
        case .emojiPresentation: properties.isEmojiPresentation
        case .ideographic: properties.isIdeographic
        case .dash: properties.isDash
        case .quotationMark: properties.isQuotationMark
        }
    }
}
