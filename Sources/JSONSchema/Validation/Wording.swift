internal import JSONModel

/// How messages name and show things.
enum Wording {
    /// How much of a value is shown, in code points.
    private static let shownLength = 80
    /// How many things a list names before it ends in a number.
    private static let shownItems = 12

    /// A value's type with its article.
    static func kind(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// The same of a tape's part.
    static func kind(of kind: JSONTape.Kind) -> String {
        switch kind {
        case .null: "null"
        case .boolean: "a boolean"
        case .shortInteger, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// A value for a violation's own field: plain text, shortened; nil for arrays and objects.
    static func plain(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): shortened(text)
        case .null, .bool, .number: shortened(value.description)
        case .array, .object: nil
        }
    }

    /// A value within a message: as JSON, shortened; arrays and objects by their type.
    static func inline(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): quoted(text)
        case .null, .bool, .number: shortened(value.description)
        case .array, .object: kind(of: value)
        }
    }

    /// A text in double quotes, with JSON's escapes, shortened.
    static func quoted(_ text: String) -> String {
        JSONValue.string(shortened(text)).description
    }

    static func shortened(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let cut = scalars.index(scalars.startIndex, offsetBy: shownLength, limitedBy: scalars.endIndex),
            cut < scalars.endIndex
        else { return text }
        return String(scalars[..<cut]) + "…"
    }

    /// `1 item`, `2 items`.
    static func count(_ number: Int, _ unit: SizeRule.Unit) -> String {
        let word =
            switch unit {
            case .characters: "character"
            case .items: "item"
            case .members: "member"
            }
        return number == 1 ? "1 \(word)" : "\(number) \(word)s"
    }

    /// `a, b, c and 9 more`.
    static func list<Item>(_ items: [Item], as text: (Item) -> String) -> String {
        let shown = items.prefix(shownItems).map(text).joined(separator: ", ")
        return items.count > shownItems ? shown + " and \(items.count - shownItems) more" : shown
    }

    /// `a, b or c`.
    static func alternatives(_ items: [String]) -> String {
        guard items.count > 1, let last = items.last else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " or " + last
    }
}
