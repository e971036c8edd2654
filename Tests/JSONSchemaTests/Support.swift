import JSONModel

@testable import JSONSchema

/// The value of a text, for tests that know it to be good.
func json(_ text: String) throws -> JSONValue {
    try JSONParser.parse(Array(text.utf8), limits: .document)
}

/// A schema that stands alone, or beside named ones under `components/schemas`.
func compile(
    _ schema: String, _ dialect: SchemaDialect = .openAPI31, components: String = "{}",
    limits: SchemaLimits = SchemaLimits()
) throws -> CompiledSchema {
    let document = try json(#"{"schema":"# + schema + #","components":{"schemas":"# + components + "}}")
    return try SchemaCompiler(document: document, dialect: dialect, options: SchemaOptions(limits: limits))
        .compile(at: JSONPointer(["schema"]))
}

/// The violations of a value, each as `keyword pointer`.
func violations(of value: String, _ schema: CompiledSchema, limit: Int = 100) throws -> [String] {
    let value = try json(value)
    let violations = schema.validate(value, limit: limit)
    // Both ways to ask must agree.
    guard schema.isValid(value) == violations.isEmpty else { return ["isValid and validate disagree"] }
    return violations.map { "\($0.keyword) \($0.instancePointer)" }
}

/// Why a schema is refused; nil when it is not.
func refusal(
    _ schema: String, _ dialect: SchemaDialect = .openAPI31, components: String = "{}",
    limits: SchemaLimits = SchemaLimits()
) throws -> SchemaCompileError? {
    do {
        _ = try compile(schema, dialect, components: components, limits: limits)
        return nil
    } catch let error as SchemaCompileError {
        return error
    }
}

extension Format {
    /// Whether a value of its own has the format.
    func accepts(_ value: JSONValue) -> Bool {
        JSONTape(value).withParts { accepts(.root, in: $0) }
    }
}
