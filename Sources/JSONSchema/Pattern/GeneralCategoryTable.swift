/// The code points of each general category.
enum GeneralCategoryTable {
    /// The set of a category or a group of them, by short or long name; nil when there is none of this name.
    static func set(named name: String) -> CodePointSet? {
        let name = longNames[name] ?? name
        if let group = groups[name] { return CodePointSet(group.flatMap { sets[$0]?.ranges ?? [] }) }
        return sets[name]
    }

    private static let categories: [(short: String, long: String, category: Unicode.GeneralCategory)] = [
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
        ("Zp", "Paragraph_Separator", .paragraphSeparator), ("Cc", "Control", .control), ("Cf", "Format", .format),
        ("Cs", "Surrogate", .surrogate), ("Co", "Private_Use", .privateUse), ("Cn", "Unassigned", .unassigned),
    ]

    private static let groups: [String: [String]] = {
        var groups = ["LC": ["Lu", "Ll", "Lt"]]
        for entry in categories { groups[String(entry.short.prefix(1)), default: []].append(entry.short) }
        return groups
    }()

    /// From further names to short ones.
    private static let longNames: [String: String] = {
        var names = [
            "Letter": "L", "Mark": "M", "Number": "N", "Punctuation": "P", "Symbol": "S", "Separator": "Z",
            "Other": "C", "Cased_Letter": "LC", "Combining_Mark": "M", "digit": "Nd", "punct": "P", "cntrl": "Cc",
        ]
        for entry in categories { names[entry.long] = entry.short }
        return names
    }()

    /// By short name; found in one pass over all code points.
    private static let sets: [String: CodePointSet] = {
        var ranges: [Unicode.GeneralCategory: [ClosedRange<UInt32>]] = [.surrogate: [0xd800...0xdfff]]
        var current: (category: Unicode.GeneralCategory, start: UInt32)?
        for value in 0...(CodePointSet.last + 1) {
            let category = Unicode.Scalar(value)?.properties.generalCategory
            if let (open, start) = current, open != category {
                ranges[open, default: []].append(start...(value - 1))
                current = nil
            }
            if current == nil, let category { current = (category, value) }
        }
        return Dictionary(
            uniqueKeysWithValues: categories.map { ($0.short, CodePointSet(ranges[$0.category] ?? [])) })
    }()
}
