internal import JSONModel

/// The `$ref`s in a document, but for those in what is only shown: examples, defaults, and values to compare with.
enum SchemaReferences {
    private static let shown: Set<String> = ["const", "default", "enum", "example", "examples"]

    /// Each with the place of the schema that has it.
    static func list(in document: JSONValue) -> [(text: String, pointer: JSONPointer)] {
        var found: [(text: String, pointer: JSONPointer)] = []
        var waiting = [(document, JSONPointer.root)]
        while let (value, pointer) = waiting.popLast() {
            switch value {
            case .array(let items):
                for (place, item) in items.enumerated() { waiting.append((item, pointer.appending(place))) }
            case .object(let object):
                for (key, value) in object.members where !shown.contains(key) {
                    if key == "$ref", case .string(let text) = value { found.append((text, pointer)) }
                    waiting.append((value, pointer.appending(key)))
                }
            case .null, .bool, .number, .string: break
            }
        }
        return found
    }

    /// The document with each `$ref` replaced by what `target` says of it; nil leaves it.
    static func rewriting(_ value: JSONValue, _ target: (String) -> String?) -> JSONValue {
        switch value {
        case .array(let items): .array(items.map { rewriting($0, target) })
        case .object(let object):
            .object(
                JSONObject(
                    object.members.map { key, value in
                        if shown.contains(key) { return (key, value) }
                        if key == "$ref", case .string(let text) = value {
                            return (key, .string(target(text) ?? text))
                        }
                        return (key, rewriting(value, target))
                    }))
        case .null, .bool, .number, .string: value
        }
    }
}
