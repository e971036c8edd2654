internal import JSONModel

/// `enum`.
final class EnumerationRule: Sendable {
    /// Up to so many values are compared one after another, which is quicker than hashing.
    private static let longestScan = 8

    /// In the schema's order, for messages.
    let values: [JSONValue]
    private let table: Set<JSONValue>?

    init(_ values: [JSONValue]) {
        self.values = values
        table = values.count > Self.longestScan ? Set(values) : nil
    }

    /// Whether the value is among those allowed, in time that does not grow with their number.
    func allows(_ value: JSONValue) -> Bool { table?.contains(value) ?? values.contains(value) }
}
