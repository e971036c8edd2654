internal import JSONModel

/// What schemas themselves must look like, for schemas that refer to it: nothing is fetched.
///
/// Both say what JSON Schema 2020-12 (core, sections 8 to 11; validation, sections 6 to 9) and OpenAPI 3.1 (section
/// 4.8.24) say of each keyword, in one document for all vocabularies.
enum MetaSchemas {
    /// By their URIs; none of 3.0, whose schemas have no names.
    static func documents(of dialect: SchemaDialect) -> [String: JSONValue] {
        switch dialect {
        case .openAPI30: [:]
        case .openAPI31, .jsonSchema202012: known
        }
    }

    /// What OpenAPI 3.0 (section 4.7.24) says of a schema, in terms of 2020-12; it has no name to refer to.
    static let openAPI30 = parsed(openAPI30Text)

    private static let known: [String: JSONValue] = [
        "https://json-schema.org/draft/2020-12/schema": parsed(jsonSchema202012Text),
        "https://spec.openapis.org/oas/3.1/dialect/base": parsed(openAPI31Text),
    ]

    private static func parsed(_ text: String) -> JSONValue {
        do throws(JSONParseError) {
            return try JSONParser.parse(Array(text.utf8), limits: .document)
        } catch {
            preconditionFailure("a built-in schema is no JSON: \(error.message)")
        }
    }
}
