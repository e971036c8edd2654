import JSONModel

/// The value of a text, for tests that know it to be good.
func json(_ text: String) throws -> JSONValue {
    try JSONParser.parse(Array(text.utf8), limits: .spec)
}

/// Why a text is refused; nil when it is not.
func refusal(_ bytes: [UInt8], limits: JSONLimits = .spec) -> JSONParseError? {
    do throws(JSONParseError) {
        _ = try JSONParser.parse(bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}

/// Why a text is refused; nil when it is not.
func refusal(_ text: String, limits: JSONLimits = .spec) -> JSONParseError? {
    refusal(Array(text.utf8), limits: limits)
}
