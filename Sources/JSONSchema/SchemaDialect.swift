/// The language that a schema is written in: it decides which keywords there are and what they mean.
package enum SchemaDialect: Sendable {
    /// Schema objects of OpenAPI 3.0.
    case openAPI30
    /// Schema objects of OpenAPI 3.1: JSON Schema 2020-12 with OpenAPI's own annotations.
    case openAPI31

    /// For people.
    var name: String {
        switch self {
        case .openAPI30: "OpenAPI 3.0"
        case .openAPI31: "OpenAPI 3.1"
        }
    }
}
