extension JSONParts {
    /// Whether a part is the same JSON value as `value`, in the sense of `JSONValue`'s equality.
    package func isEqual(_ part: JSONPart, to value: JSONValue) -> Bool {
        switch (kind(of: part), value) {
        case (.null, .null): true
        case (.boolean, .bool(let flag)): isTrue(part) == flag
        case (.shortInteger, .number(let number)), (.number, .number(let number)): self.number(of: part) == number
        case (.string, .string(let text)): CodePoints.areEqual(bytes(of: part), text)
        case (.array, .array(let items)): areEqual(part, items)
        case (.object, .object(let object)): isEqual(part, to: object)
        case (.null, _), (.boolean, _), (.shortInteger, _), (.number, _), (.string, _), (.array, _), (.object, _): false
        }
    }

    private func areEqual(_ array: JSONPart, _ items: [JSONValue]) -> Bool {
        guard count(of: array) == items.count else { return false }
        var part = array.following
        for item in items {
            guard isEqual(part, to: item) else { return false }
            part = self.part(behind: part)
        }
        return true
    }

    private func isEqual(_ part: JSONPart, to object: JSONObject) -> Bool {
        guard count(of: part) == object.count else { return false }
        var key = part.following
        for _ in 0..<object.count {
            guard let value = object[string(of: key)], isEqual(key.following, to: value) else { return false }
            key = self.part(behind: key.following)
        }
        return true
    }
}
