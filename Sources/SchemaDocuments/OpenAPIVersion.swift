internal import JSONModel
internal import JSONSchema

/// Which schema dialect a document's `openapi` line stands for.
enum OpenAPIVersion {
    /// The dialect of a document of version 3.0.x or 3.1.x.
    ///
    /// - Throws: what is wrong with the version or with the schema language that the document names.
    static func dialect(of document: SchemaDocument) throws(SchemaLoadError) -> SchemaDialect {
        guard case .object = document.value else {
            throw document.error(at: .root, "an OpenAPI document is a map, not \(document.value.typeName)")
        }
        switch document.value["openapi"] {
        case .string(let version)?:
            return try dialect(ofVersion: version, document)
        case nil where document.value["swagger"] != nil:
            throw document.error(
                at: JSONPointer(["swagger"]), "this is a Swagger 2 document; OpenAPI 3.0 or 3.1 is wanted")
        case nil:
            throw document.error(at: .root, "this is no OpenAPI document: it has no 'openapi' line with its version")
        case let other?:
            throw document.error(
                at: JSONPointer(["openapi"]), "'openapi' must be a version in quotes, such as '3.0.3', not \(other)")
        }
    }

    private static func dialect(
        ofVersion version: String, _ document: SchemaDocument
    ) throws(SchemaLoadError) -> SchemaDialect {
        if isVersion(version, of: "3.0.") { return .openAPI30 }
        guard isVersion(version, of: "3.1.") else {
            throw document.error(
                at: JSONPointer(["openapi"]), "OpenAPI version '\(version)' is not supported; 3.0.x and 3.1.x are")
        }
        guard let language = document.value["jsonSchemaDialect"] else { return .openAPI31 }
        guard case .string(let name) = language, languages.contains(name) else {
            throw document.error(
                at: JSONPointer(["jsonSchemaDialect"]), "the schema language \(language) is not supported")
        }
        return .openAPI31
    }

    private static let languages = [
        "https://spec.openapis.org/oas/3.1/dialect/base", "https://json-schema.org/draft/2020-12/schema",
    ]

    private static func isVersion(_ text: String, of series: String) -> Bool {
        let patch = text.dropFirst(series.count)
        return text.hasPrefix(series) && !patch.isEmpty && patch.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }
}
