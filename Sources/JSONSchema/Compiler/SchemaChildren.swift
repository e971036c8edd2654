internal import JSONModel

/// The schemas that stand directly within a schema, in the known places.
enum SchemaChildren {
    private static let single = [
        "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not", "propertyNames", "then",
        "unevaluatedItems", "unevaluatedProperties",
    ]
    private static let lists = ["allOf", "anyOf", "oneOf", "prefixItems"]
    private static let maps = [
        "$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties",
    ]

    /// Each with its place.
    static func list(of source: SchemaSource) -> [(JSONPointer, JSONValue)] {
        var children: [(JSONPointer, JSONValue)] = []
        for keyword in single {
            if let schema = source.object[keyword] { children.append((source.pointer.appending(keyword), schema)) }
        }
        for keyword in lists {
            guard case .array(let schemas)? = source.object[keyword] else { continue }
            let pointer = source.pointer.appending(keyword)
            for (place, schema) in schemas.enumerated() { children.append((pointer.appending(place), schema)) }
        }
        for keyword in maps {
            guard case .object(let schemas)? = source.object[keyword] else { continue }
            let pointer = source.pointer.appending(keyword)
            for (name, schema) in schemas.members { children.append((pointer.appending(name), schema)) }
        }
        return children
    }
}
