package import JSONModel

/// Checks schemas, with all that stands within them, against what their dialect says that a schema looks like.
///
/// It sees malformed keywords, not whether references lead anywhere or a keyword is supported: that is the compiler's.
package enum MetaSchemaCheck {
    /// What is malformed in `schema`, at most `limit` places; the violations' instance is the schema.
    package static func violations(
        of schema: JSONValue, in dialect: SchemaDialect, limit: Int
    ) -> [SchemaViolation] {
        switch dialect {
        case .openAPI30: openAPI30.validate(schema, limit: limit)
        case .openAPI31: openAPI31.validate(schema, limit: limit)
        case .jsonSchema202012: jsonSchema202012.validate(schema, limit: limit)
        }
    }

    private static let openAPI30 = compiled(MetaSchemas.openAPI30)
    private static let openAPI31 = compiled(reference(to: "https://spec.openapis.org/oas/3.1/dialect/base"))
    private static let jsonSchema202012 = compiled(reference(to: "https://json-schema.org/draft/2020-12/schema"))

    private static func reference(to uri: String) -> JSONValue {
        .object(JSONObject([("$ref", .string(uri))]))
    }

    private static func compiled(_ document: JSONValue) -> CompiledSchema {
        let options = SchemaOptions(assertsFormat: true)
        do throws(SchemaCompileError) {
            return try SchemaCompiler(document: document, dialect: .jsonSchema202012, options: options)
                .compile(at: .root)
        } catch {
            preconditionFailure("a built-in schema cannot be used: \(error)")
        }
    }
}
