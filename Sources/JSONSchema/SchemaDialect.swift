/// The language that a schema is written in: it decides which keywords there are and what they mean.
package enum SchemaDialect: Sendable {
    /// Schema objects of OpenAPI 3.0.
    case openAPI30
    /// Schema objects of OpenAPI 3.1: JSON Schema 2020-12 with OpenAPI's own annotations.
    case openAPI31
    /// JSON Schema draft 2020-12, in which `format` is an annotation unless `$schema` or the caller says otherwise.
    case jsonSchema202012

    /// For people.
    package var name: String {
        switch self {
        case .openAPI30: "OpenAPI 3.0"
        case .openAPI31: "OpenAPI 3.1"
        case .jsonSchema202012: "JSON Schema 2020-12"
        }
    }
}
