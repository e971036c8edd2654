import JSONModel

@testable import JSONSchema

/// Schemas of strangers, each alone or with a value from the same bytes: a schema is compiled or refused, and every way
/// to ask a compiled one says the same of a value.
enum SchemaTarget {
    /// A schema, on which it is tried itself.
    static func runSchema(_ reader: inout InputReader) throws(BrokenInvariant) {
        let dialect = dialect(reader.byte())
        guard let document = parse(reader.remainder()) else { return }
        try check(document, at: JSONPointer(), dialect, on: document)
    }

    /// An object with a `schema`, perhaps `components`, and a `value`.
    static func runValidation(_ reader: inout InputReader) throws(BrokenInvariant) {
        let dialect = dialect(reader.byte())
        guard let document = parse(reader.remainder()) else { return }
        try check(document, at: JSONPointer(["schema"]), dialect, on: document["value"] ?? .null)
    }

    private static func dialect(_ byte: UInt8) -> SchemaDialect {
        byte & 1 == 0 ? .openAPI31 : .openAPI30
    }

    private static func parse(_ text: [UInt8]) -> JSONValue? {
        do throws(JSONParseError) {
            return try JSONParser.parse(text, limits: .spec)
        } catch {
            return nil
        }
    }

    private static func check(
        _ document: JSONValue, at pointer: JSONPointer, _ dialect: SchemaDialect, on value: JSONValue
    ) throws(BrokenInvariant) {
        let schema: CompiledSchema
        do throws(SchemaCompileError) {
            schema = try SchemaCompiler(document: document, dialect: dialect).compile(at: pointer)
        } catch {
            try require(!error.message.isEmpty, "a schema is refused without a reason")
            return
        }
        let violations = schema.validate(value, limit: 20)
        try require(schema.isValid(value) == violations.isEmpty, "both ways to ask disagree: \(violations)")
        try require(violations.count <= 20, "\(violations.count) violations")
        try require(schema.validate(value, limit: 20).map(\.message) == violations.map(\.message), "another order")
    }
}
