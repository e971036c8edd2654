import JSONModel

/// One case of the conformance data.
struct ConformanceCase: Sendable {
    let id: String
    let area: String
    let input: JSONValue
    let expected: JSONValue
    /// The complete result by the data's own model, where it gives one.
    let computed: JSONValue?

    init?(_ value: JSONValue) {
        guard let id = value["id"]?.text, let area = value["area"]?.text, let input = value["input"],
            let expected = value["expected"]
        else { return nil }
        self.id = id
        self.area = area
        self.input = input
        self.expected = expected
        computed = value["computed"]
    }

    /// Whether the case expects acceptance.
    var expectsSuccess: Bool { expected["ok"] == .bool(true) }
}

extension JSONValue {
    /// A string, or the long one that `{"repeat": "a", "count": 3}` stands for.
    var text: String? {
        if case .string(let text) = self { return text }
        guard let part = self["repeat"]?.text, let count = self["count"]?.int else { return nil }
        return String(repeating: part, count: Int(count))
    }

    var int: Int64? {
        guard case .number(let number) = self else { return nil }
        return Int64(number.text)
    }

    var flag: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    /// The items of an array; none of anything else.
    var items: [JSONValue] {
        guard case .array(let items) = self else { return [] }
        return items
    }

    /// The members of an object; none of anything else.
    var members: [(key: String, value: JSONValue)] {
        guard case .object(let object) = self else { return [] }
        return object.members
    }

    var isNull: Bool { self == .null }
}
