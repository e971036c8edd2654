/// The strict parser of JSON texts (RFC 8259), within limits.
///
/// Beyond the grammar it refuses what PostgreSQL cannot keep or would change in silence: NUL, lone surrogates,
/// duplicate keys, numbers past the limits.
public enum JSONParser {
    /// The value of a text in UTF-8.
    ///
    /// - Throws: the first rule that the text breaks, with its place.
    public static func parse(_ bytes: [UInt8], limits: JSONLimits) throws(JSONParseError) -> JSONValue {
        try unwrapped(bytes.withUnsafeBufferPointer { read($0, limits: limits) })
    }

    /// The value of a text in UTF-8; `bytes` are not kept.
    ///
    /// - Throws: the first rule that the text breaks, with its place.
    public static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits
    ) throws(JSONParseError) -> JSONValue {
        try unwrapped(read(bytes, limits: limits))
    }

    private static func unwrapped(_ result: Result<JSONValue, JSONParseError>) throws(JSONParseError) -> JSONValue {
        try result.get()
    }

    private static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits
    ) -> Result<JSONValue, JSONParseError> {
        do throws(JSONFailure) {
            var reader = JSONReader(bytes, limits: limits)
            return .success(try reader.readText())
        } catch {
            return .failure(error.located(in: bytes))
        }
    }
}
