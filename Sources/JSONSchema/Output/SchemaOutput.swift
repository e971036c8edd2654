package import JSONModel

/// The outcome of a validation in the forms that JSON Schema 2020-12 gives it (section 12).
///
/// Annotations are not collected: the output of a valid value says no more than that.
package struct SchemaOutput: Sendable {
    /// What the whole schema came to; nil for a valid value.
    let failure: OutputUnit?

    /// Whether the value is valid.
    package var isValid: Bool { failure == nil }

    /// The output of a value that is refused for `reason` before any keyword was looked at.
    package init(refusedFor reason: String) {
        failure = OutputUnit(keywordLocation: [], absoluteKeywordLocation: nil, instanceLocation: [], error: reason)
    }

    init(failure: OutputUnit?) {
        self.failure = failure
    }

    /// The output as JSON.
    package func json(_ format: OutputFormat) -> JSONValue {
        guard let failure else { return Self.valid(format) }
        switch format {
        case .flag: return .object(JSONObject([("valid", .bool(false))]))
        case .basic: return Self.basic(failure).json
        case .detailed: return failure.condensed.json
        }
    }

    private static func valid(_ format: OutputFormat) -> JSONValue {
        var members: [JSONObject.Member] = [("valid", .bool(true))]
        if format != .flag { members += [("keywordLocation", .string("")), ("instanceLocation", .string(""))] }
        return .object(JSONObject(members))
    }

    /// The root with everything else in one list; a root that failed by itself is the list's only unit.
    private static func basic(_ failure: OutputUnit) -> OutputUnit {
        var root = failure
        root.errors = failure.errors.map(\.condensed)
        root.errors = root.errors.isEmpty ? [root] : root.flattened
        root.error = nil
        return root
    }
}
