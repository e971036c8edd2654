internal import JSONSchema

/// A dialect by the URI that the protocol names it with.
struct HarnessDialect {
    let dialect: SchemaDialect
    /// Whether a case's schema stands in an OpenAPI document.
    let isOpenAPI: Bool

    private static let all: [(name: String, value: HarnessDialect)] = [
        ("https://json-schema.org/draft/2020-12/schema", HarnessDialect(dialect: .jsonSchema202012, isOpenAPI: false)),
        ("https://spec.openapis.org/oas/3.1/dialect/base", HarnessDialect(dialect: .openAPI31, isOpenAPI: true)),
        ("https://spec.openapis.org/oas/3.0/dialect", HarnessDialect(dialect: .openAPI30, isOpenAPI: true)),
    ]

    static let names = all.map(\.name)

    private init(dialect: SchemaDialect, isOpenAPI: Bool) {
        self.dialect = dialect
        self.isOpenAPI = isOpenAPI
    }

    /// The dialect of this URI, an empty fragment aside; nil when it is none of ours.
    init?(named name: String) {
        let plain = name.hasSuffix("#") ? String(name.dropLast()) : name
        guard let known = Self.all.first(where: { $0.name == plain }) else { return nil }
        self = known.value
    }
}
