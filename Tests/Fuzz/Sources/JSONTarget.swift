@testable import JSONModel

/// The JSON parser: what is read is written, read and written again as it was; what is refused has a place.
enum JSONTarget {
    private static let rules = [
        "syntax", "depth", "duplicate_key", "utf8", "nul", "surrogate", "number", "size", "keys",
    ]

    static func run(_ reader: inout InputReader) throws(BrokenInvariant) {
        let bits = reader.byte()
        let limits = [JSONLimits.spec, .document, .trusted, narrow][Int(bits & 3)]
        let text = reader.remainder()
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONParser.parse(text, limits: limits)
        } catch {
            try check(error, of: text)
            return
        }
        let tape = JSONTape(value)
        try require(tape.value == value && tape.isEqual(to: value), "\(value) is another value when laid out flat")
        let written = value.serialized(pretty: bits & 4 != 0)
        let again: JSONValue
        do throws(JSONParseError) {
            again = try JSONParser.parse(written, limits: .trusted)
        } catch {
            throw BrokenInvariant("a text is read and written, but cannot be read again: \(error)")
        }
        try require(again == value, "\(value) comes out as \(again)")
        try require(again.serialized(pretty: bits & 4 != 0) == written, "a text is written in two ways")
    }

    /// Limits that short inputs reach.
    private static let narrow = JSONLimits(
        maxBytes: 200, maxDepth: 4, maxKeysPerObject: 3, maxNumberDigits: 6, maxExponent: 10)

    private static func check(_ error: JSONParseError, of text: [UInt8]) throws(BrokenInvariant) {
        try require(rules.contains(error.rule), "an unknown rule: \(error.rule)")
        try require((0...text.count).contains(error.offset), "byte \(error.offset) of \(text.count)")
        try require(
            error.line >= 1 && error.column >= 1 && error.column <= error.offset + 1,
            "line \(error.line), column \(error.column) at byte \(error.offset)")
        try require(error.pointer.utf8.count <= 1_024 + 3, "a pointer of \(error.pointer.utf8.count) bytes")
    }
}
