/// The strict parser of JSON texts (RFC 8259), within limits.
///
/// Beyond the grammar it refuses what PostgreSQL cannot keep or would change in silence: NUL, lone surrogates,
/// duplicate keys, numbers past the limits.
public enum JSONParser {
    /// The value of a text in UTF-8.
    ///
    /// - Throws: the first rule that the text breaks, with its place.
    public static func parse(_ bytes: [UInt8], limits: JSONLimits) throws(JSONParseError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { value(of: $0, limits: limits) }.get()
    }

    /// The value of a text in UTF-8; `bytes` are not kept.
    ///
    /// - Throws: the first rule that the text breaks, with its place.
    public static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits
    ) throws(JSONParseError) -> JSONValue {
        try value(of: bytes, limits: limits).get()
    }

    /// The parts of a text in UTF-8, which the tape keeps.
    ///
    /// - Throws: the first rule that the text breaks, with its place.
    package static func tape(_ bytes: [UInt8], limits: JSONLimits) throws(JSONParseError) -> JSONTape {
        let (entries, decoded) = try bytes.withUnsafeBufferPointer { read($0, limits: limits) }.get()
        return JSONTape(entries: entries, text: decoded.isEmpty ? bytes : bytes + decoded)
    }

    private static func value(
        of bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits
    ) -> Result<JSONValue, JSONParseError> {
        read(bytes, limits: limits).map { entries, decoded in
            guard decoded.isEmpty else { return JSONTape(entries: entries, text: bytes + decoded).value }
            return entries.withUnsafeBufferPointer { JSONParts(entries: $0, text: bytes).value(of: .root) }
        }
    }

    private static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits
    ) -> Result<(entries: [JSONTape.Entry], decoded: [UInt8]), JSONParseError> {
        do throws(JSONFailure) {
            var reader = JSONReader(bytes, limits: limits)
            try reader.readText()
            return .success((reader.entries, reader.decoded))
        } catch {
            return .failure(error.located(in: bytes))
        }
    }
}
