/// A JSON text that travels as it is, with its parts where someone has read it.
public struct JSONDocument: Sendable {
    /// UTF-8 JSON text, as sent or as the store printed it.
    public let bytes: [UInt8]
    private let known: JSONTape?

    /// A document that keeps to the grammar and to `limits`; what was read is kept.
    ///
    /// - Throws: the first rule that the text breaks, with its place.
    public init(parsing bytes: [UInt8], limits: JSONLimits) throws(JSONParseError) {
        self.known = try JSONParser.tape(bytes, limits: limits)
        self.bytes = bytes
    }

    /// A document from a trusted place, the store or the server: it is not read until its value is asked for.
    public init(trusted bytes: [UInt8]) {
        self.bytes = bytes
        self.known = nil
    }

    /// A document of a value, written compactly; like a trusted one it is read when its value is asked for.
    public init(_ value: JSONValue) {
        self.init(trusted: value.serialized())
    }

    /// The parts; read now when the document was taken on trust.
    ///
    /// - Throws: the first rule of the grammar that a trusted text breaks after all.
    package func tape() throws(JSONParseError) -> JSONTape {
        if let known { return known }
        return try JSONParser.tape(bytes, limits: .trusted)
    }

    /// The value, made of the parts anew each time.
    ///
    /// - Throws: the first rule of the grammar that a trusted text breaks after all.
    public func value() throws(JSONParseError) -> JSONValue {
        if let known { return known.value }
        return try JSONParser.parse(bytes, limits: .trusted)
    }

    /// `{}`.
    public static let emptyObject = JSONDocument(.object(JSONObject()))
}
