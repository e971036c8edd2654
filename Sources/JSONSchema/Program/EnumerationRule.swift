internal import JSONModel

/// `enum`.
final class EnumerationRule: Sendable {
    /// Up to so many values that are no strings are compared one after another, which is quicker than hashing.
    private static let longestScan = 8

    /// In the schema's order, for messages.
    let values: [JSONValue]
    private let texts: NameTable
    private let others: [JSONValue]
    private let table: Set<JSONValue>?

    init(_ values: [JSONValue]) {
        self.values = values
        var texts: Set<JSONKey> = []
        var others: [JSONValue] = []
        for value in values {
            if case .string(let text) = value { texts.insert(JSONKey(text)) } else { others.append(value) }
        }
        self.texts = NameTable(texts.map { ($0.text, 0) })
        self.others = others
        table = others.count > Self.longestScan ? Set(others) : nil
    }

    /// Whether the value is among those allowed, in time that does not grow with their number.
    func allows(_ part: JSONPart, in parts: JSONParts) -> Bool {
        if parts.isString(part) {
            return texts.number(of: parts.bytes(of: part)) != nil
        }
        if let table { return table.contains(parts.value(of: part)) }
        return others.contains { parts.isEqual(part, to: $0) }
    }
}
