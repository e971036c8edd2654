internal import JSONModel

/// Which keywords of a resource count, by the dialect and by what `$schema` names.
struct SchemaLanguage {
    /// Keywords that say nothing here.
    let ignored: Set<String>
    /// Whether `format` is checked.
    let assertsFormat: Bool

    /// Names of JSON Schema 2020-12 and of OpenAPI 3.1.
    private static let known: Set<String> = [
        "https://json-schema.org/draft/2020-12/schema", "https://json-schema.org/draft/2020-12/schema#",
        "https://spec.openapis.org/oas/3.1/dialect/base",
    ]
    private static let draft2019 = "https://json-schema.org/draft/2019-09/schema"
    private static let vocabularyBase = "https://json-schema.org/draft/2020-12/vocab/"
    private static let vocabularies: Set<String> = [
        "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "format-assertion",
        "content",
    ]
    private static let validation: Set<String> = [
        "type", "const", "enum", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
        "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxContains", "minContains",
        "maxProperties", "minProperties", "required", "dependentRequired",
    ]
    private static let laterThan2019: Set<String> = ["prefixItems", "$dynamicRef", "$dynamicAnchor"]

    /// The language of a resource; nil when it is none of those known and no document describes it.
    ///
    /// - Parameter metaschema: the document that `name` leads to.
    init?(named name: String?, in dialect: SchemaDialect, metaschema: JSONValue?) {
        let own: Set<String> = dialect == .jsonSchema202012 ? ["discriminator"] : []
        let asserts = dialect != .jsonSchema202012
        guard let name, !Self.known.contains(name) else {
            (ignored, assertsFormat) = (own, asserts)
            return
        }
        if name == Self.draft2019 || name == Self.draft2019 + "#" {
            (ignored, assertsFormat) = (own.union(Self.laterThan2019), asserts)
            return
        }
        guard let metaschema else { return nil }
        guard case .object(let listed)? = metaschema["$vocabulary"] else {
            (ignored, assertsFormat) = (own, asserts)
            return
        }
        var names: Set<String> = []
        for (uri, isRequired) in listed.members {
            let name = String(uri.dropFirst(Self.vocabularyBase.count))
            guard uri.hasPrefix(Self.vocabularyBase), Self.vocabularies.contains(name) else {
                // What is optional may be unknown; what is required may not.
                if isRequired != .bool(false) { return nil }
                continue
            }
            names.insert(name)
        }
        ignored = own.union(names.contains("validation") ? [] : Self.validation)
        assertsFormat = asserts || names.contains("format-assertion")
    }
}
