/// How ECMA-262 names the binary properties that Swift's library knows.
enum BinaryPropertyNames {
    typealias Path = any KeyPath<Unicode.Scalar.Properties, Bool> & Sendable

    static let paths: [String: Path] = [
        "ASCII_Hex_Digit": \.isASCIIHexDigit, "AHex": \.isASCIIHexDigit, "Alphabetic": \.isAlphabetic,
        "Alpha": \.isAlphabetic, "Bidi_Control": \.isBidiControl, "Bidi_C": \.isBidiControl,
        "Bidi_Mirrored": \.isBidiMirrored, "Bidi_M": \.isBidiMirrored, "Case_Ignorable": \.isCaseIgnorable,
        "CI": \.isCaseIgnorable, "Cased": \.isCased, "Changes_When_Casefolded": \.changesWhenCaseFolded,
        "CWCF": \.changesWhenCaseFolded, "Changes_When_Casemapped": \.changesWhenCaseMapped,
        "CWCM": \.changesWhenCaseMapped, "Changes_When_Lowercased": \.changesWhenLowercased,
        "CWL": \.changesWhenLowercased, "Changes_When_NFKC_Casefolded": \.changesWhenNFKCCaseFolded,
        "CWKCF": \.changesWhenNFKCCaseFolded, "Changes_When_Titlecased": \.changesWhenTitlecased,
        "CWT": \.changesWhenTitlecased, "Changes_When_Uppercased": \.changesWhenUppercased,
        "CWU": \.changesWhenUppercased, "Dash": \.isDash,
        "Default_Ignorable_Code_Point": \.isDefaultIgnorableCodePoint, "DI": \.isDefaultIgnorableCodePoint,
        "Deprecated": \.isDeprecated, "Dep": \.isDeprecated, "Diacritic": \.isDiacritic, "Dia": \.isDiacritic,
        "Emoji": \.isEmoji, "Emoji_Modifier": \.isEmojiModifier, "EMod": \.isEmojiModifier,
        "Emoji_Modifier_Base": \.isEmojiModifierBase, "EBase": \.isEmojiModifierBase,
        "Emoji_Presentation": \.isEmojiPresentation, "EPres": \.isEmojiPresentation, "Extender": \.isExtender,
        "Ext": \.isExtender, "Grapheme_Base": \.isGraphemeBase, "Gr_Base": \.isGraphemeBase,
        "Grapheme_Extend": \.isGraphemeExtend, "Gr_Ext": \.isGraphemeExtend, "Hex_Digit": \.isHexDigit,
        "Hex": \.isHexDigit, "IDS_Binary_Operator": \.isIDSBinaryOperator, "IDSB": \.isIDSBinaryOperator,
        "IDS_Trinary_Operator": \.isIDSTrinaryOperator, "IDST": \.isIDSTrinaryOperator,
        "ID_Continue": \.isIDContinue, "IDC": \.isIDContinue, "ID_Start": \.isIDStart, "IDS": \.isIDStart,
        "Ideographic": \.isIdeographic, "Ideo": \.isIdeographic, "Join_Control": \.isJoinControl,
        "Join_C": \.isJoinControl, "Logical_Order_Exception": \.isLogicalOrderException,
        "LOE": \.isLogicalOrderException, "Lowercase": \.isLowercase, "Lower": \.isLowercase, "Math": \.isMath,
        "Noncharacter_Code_Point": \.isNoncharacterCodePoint, "NChar": \.isNoncharacterCodePoint,
        "Pattern_White_Space": \.isPatternWhitespace, "Pat_WS": \.isPatternWhitespace,
        "Quotation_Mark": \.isQuotationMark, "QMark": \.isQuotationMark, "Radical": \.isRadical,
        "Sentence_Terminal": \.isSentenceTerminal, "STerm": \.isSentenceTerminal, "Soft_Dotted": \.isSoftDotted,
        "SD": \.isSoftDotted, "Terminal_Punctuation": \.isTerminalPunctuation, "Term": \.isTerminalPunctuation,
        "Unified_Ideograph": \.isUnifiedIdeograph, "UIdeo": \.isUnifiedIdeograph, "Uppercase": \.isUppercase,
        "Upper": \.isUppercase, "Variation_Selector": \.isVariationSelector, "VS": \.isVariationSelector,
        "White_Space": \.isWhitespace, "space": \.isWhitespace, "XID_Continue": \.isXIDContinue,
        "XIDC": \.isXIDContinue, "XID_Start": \.isXIDStart, "XIDS": \.isXIDStart,
    ]
}
