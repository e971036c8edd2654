import JSONModel

@testable import JSONSchema

/// Schemas of strangers, each alone or with a value from the same bytes: a schema is compiled or refused, and every way
/// to ask a compiled one says the same of a value.
enum SchemaTarget {
    /// A schema, on which it is tried itself.
    static func runSchema(_ reader: inout InputReader) throws(BrokenInvariant) {
        let bits = reader.byte()
        guard let document = parse(reader.remainder()) else { return }
        try check(document, at: JSONPointer(), bits, on: document)
    }

    /// An object with a `schema`, perhaps `components`, and a `value`.
    static func runValidation(_ reader: inout InputReader) throws(BrokenInvariant) {
        let bits = reader.byte()
        guard let document = parse(reader.remainder()) else { return }
        try check(document, at: JSONPointer(["schema"]), bits, on: document["value"] ?? .null)
    }

    private static func dialect(_ bits: UInt8) -> SchemaDialect {
        switch bits & 3 {
        case 0: .openAPI31
        case 2: .jsonSchema202012
        default: .openAPI30
        }
    }

    /// Limits that short inputs reach.
    private static let narrow: SchemaLimits = {
        var limits = SchemaLimits()
        limits.schemas = 20
        limits.allowedValues = 5
        limits.patternStates = 500
        limits.work = 500
        limits.nesting = 10
        return limits
    }()

    private static func parse(_ text: [UInt8]) -> JSONValue? {
        do throws(JSONParseError) {
            return try JSONParser.parse(text, limits: .spec)
        } catch {
            return nil
        }
    }

    private static func check(
        _ document: JSONValue, at pointer: JSONPointer, _ bits: UInt8, on value: JSONValue
    ) throws(BrokenInvariant) {
        let dialect = dialect(bits)
        let options = SchemaOptions(limits: bits & 4 == 0 ? SchemaLimits() : narrow)
        if let text = pointer.value(in: document) {
            let malformed = MetaSchemaCheck.violations(of: text, in: dialect, limit: 20)
            try require(malformed.count <= 20, "\(malformed.count) violations of the meta-schema")
        }
        let schema: CompiledSchema
        do throws(SchemaCompileError) {
            schema = try SchemaCompiler(document: document, dialect: dialect, options: options).compile(at: pointer)
        } catch {
            try require(!error.message.isEmpty, "a schema is refused without a reason")
            return
        }
        let violations = schema.validate(value, limit: 20)
        try require(schema.isValid(value) == violations.isEmpty, "both ways to ask disagree: \(violations)")
        try require(violations.count <= 20, "\(violations.count) violations")
        let output = schema.output(of: value, limit: 20)
        try require(output.isValid == violations.isEmpty, "the output disagrees: \(violations)")
        try require(schema.validate(value, limit: 20).map(\.message) == violations.map(\.message), "another order")
    }
}
