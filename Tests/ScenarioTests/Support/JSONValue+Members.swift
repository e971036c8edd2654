import JSONModel

extension JSONValue {
    /// A string's text.
    var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    /// A number as it is written.
    var numberText: String? {
        if case .number(let number) = self { return number.text }
        return nil
    }

    /// An array's items.
    var items: [JSONValue]? {
        if case .array(let items) = self { return items }
        return nil
    }

    /// An object's names, in their order.
    var keys: [String] {
        if case .object(let object) = self { return object.keys }
        return []
    }
}
