/// What a keyword means to a dialect.
enum KeywordStanding {
    /// It is checked.
    case enforced
    /// It says something to people or tools, and nothing about validity.
    case annotation
    /// It would mean something here or in a later dialect, and is not checked: a schema that has it is refused.
    case refused(String)
}

/// Every keyword that the dialects know.
///
/// A keyword that stands in no table is an annotation, as JSON Schema has it.
enum KeywordTable {
    static func standing(of keyword: String, in dialect: SchemaDialect) -> KeywordStanding {
        switch dialect {
        case .openAPI30:
            if enforced30.contains(keyword) { return .enforced }
            if laterThan30.contains(keyword) {
                return .refused("'\(keyword)' is no keyword of OpenAPI 3.0; a document of version 3.1 may have it")
            }
        case .openAPI31, .jsonSchema202012:
            if enforced31.contains(keyword) { return .enforced }
        }
        return .annotation
    }

    /// Whether it means something in a later dialect, and nothing in 3.0.
    static func isLaterThan30(_ keyword: String) -> Bool { laterThan30.contains(keyword) }

    private static let enforcedByBoth: Set<String> = [
        "$ref", "type", "enum", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
        "maxLength", "minLength", "pattern", "format", "maxItems", "minItems", "uniqueItems", "items",
        "maxProperties", "minProperties", "required", "properties", "additionalProperties", "allOf", "anyOf",
        "oneOf", "not", "discriminator", "writeOnly", "readOnly",
    ]

    private static let enforced30 = enforcedByBoth.union(["nullable"])

    private static let only31: Set<String> = [
        "const", "if", "then", "else", "prefixItems", "contains", "minContains", "maxContains", "patternProperties",
        "propertyNames", "dependentRequired", "dependentSchemas", "dependencies", "unevaluatedItems",
        "unevaluatedProperties",
    ]

    private static let enforced31 = enforcedByBoth.union(only31).union([
        "$schema", "$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary",
    ])

    /// Keywords that a writer of a 3.0 document may expect to count, and that 3.0 would pass over in silence.
    private static let laterThan30 = only31.union([
        "$id", "id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor",
        "additionalItems",
    ])
}
