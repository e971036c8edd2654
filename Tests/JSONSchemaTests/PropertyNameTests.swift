import JSONModel
import JSONSchema
import Testing

/// Each member is checked by the schema of its own name, whatever names stand beside it.
@Suite struct PropertyNameTests {
    /// Names that are alike: of one length and one byte apart, one the beginning of another, empty, and two spellings of
    /// one letter.
    private static let names: [String] =
        [""] + (1...40).map { String(repeating: "a", count: $0) }
        + (0..<24).map { place in
            String((0..<24).map { $0 == place ? "b" : "a" })
        } + (0..<2_000).map { "member-\($0)" } + ["caf\u{e9}", "cafe\u{301}", "\u{0}", "\u{0}\u{0}"]

    @Test func eachNameHasItsOwnSchema() throws {
        let properties = Self.names.enumerated().map { place, name in
            (name, JSONValue.object(JSONObject([("const", .number(JSONNumber(Int64(place))))])))
        }
        let document = JSONValue.object(
            JSONObject([("properties", .object(JSONObject(properties))), ("additionalProperties", .bool(false))]))
        let schema = try SchemaCompiler(document: document, dialect: .jsonSchema202012).compile(at: .root)
        for (place, name) in Self.names.enumerated() {
            func holds(_ number: Int) -> Bool {
                schema.isValid(.object(JSONObject([(name, .number(JSONNumber(Int64(number))))])))
            }
            #expect(holds(place))
            #expect(!holds(place + 1))
        }
        for name in ["b", String(repeating: "a", count: 41), "member-2000", "cafe", "\u{0}\u{0}\u{0}"] {
            #expect(!schema.isValid(.object(JSONObject([(name, .number(JSONNumber(0)))]))))
        }
    }
}
