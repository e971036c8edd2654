internal import JSONModel

/// The formats that are checked; any other name is an annotation.
enum Format: String, Sendable, CaseIterable {
    case int32
    case int64
    case float
    case double
    case byte
    case date
    case time
    case dateTime = "date-time"
    case duration
    case email
    case internationalEmail = "idn-email"
    case hostname
    case internationalHostname = "idn-hostname"
    case ipv4
    case ipv6
    case uri
    case uriReference = "uri-reference"
    case iri
    case iriReference = "iri-reference"
    case uriTemplate = "uri-template"
    case uuid
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"
    case regex

    /// Whether the value has the format, or is of a type that the format says nothing about.
    func accepts(_ part: JSONPart, in parts: JSONParts) -> Bool {
        switch parts.kind(of: part) {
        case .null, .boolean, .array, .object:
            true
        case .shortInteger:
            self != .int32 || Int32(exactly: parts.integer(of: part)) != nil
        case .number:
            accepts(parts.number(of: part))
        case .string:
            self == .regex
                ? PatternParser.isWellFormed(parts.string(of: part)) : accepts(parts.bytes(of: part).span)
        }
    }

    private func accepts(_ number: JSONNumber) -> Bool {
        switch self {
        // Whether a number must be whole is for `type` to say.
        case .int32: !number.isInteger || number.int64.map { Int32(exactly: $0) != nil } ?? false
        case .int64: !number.isInteger || number.int64 != nil
        case .float: abs(number.double) <= Double(Float.greatestFiniteMagnitude)
        case .double: number.double.isFinite
        case .byte, .date, .time, .dateTime, .duration, .email, .internationalEmail, .hostname, .internationalHostname,
            .ipv4, .ipv6, .uri, .uriReference, .iri, .iriReference, .uriTemplate, .uuid, .jsonPointer,
            .relativeJSONPointer, .regex:
            true
        }
    }

    private func accepts(_ text: Span<UInt8>) -> Bool {
        switch self {
        case .int32, .int64, .float, .double, .regex: true
        case .byte: TextFormats.isBase64(text)
        case .date: TimeFormats.isDate(text)
        case .time: TimeFormats.isTime(text)
        case .dateTime: TimeFormats.isDateTime(text)
        case .duration: TimeFormats.isDuration(text)
        case .email: MailFormats.isEmail(text)
        case .internationalEmail: MailFormats.isInternationalEmail(text)
        case .hostname: HostFormats.isHostname(text)
        case .internationalHostname: HostFormats.isInternationalHostname(text)
        case .ipv4: AddressFormats.isIPv4(text)
        case .ipv6: AddressFormats.isIPv6(text)
        case .uri: IdentifierFormat.uri.accepts(text)
        case .uriReference: IdentifierFormat.uriReference.accepts(text)
        case .iri: IdentifierFormat.iri.accepts(text)
        case .iriReference: IdentifierFormat.iriReference.accepts(text)
        case .uriTemplate: TemplateFormat.isTemplate(text)
        case .uuid: TextFormats.isUUID(text)
        case .jsonPointer: PointerFormats.isJSONPointer(text)
        case .relativeJSONPointer: PointerFormats.isRelativeJSONPointer(text)
        }
    }

    /// What a value must be, for messages.
    var words: String {
        switch self {
        case .int32: "a whole number of 32 bits"
        case .int64: "a whole number of 64 bits"
        case .float: "a number that single precision can hold"
        case .double: "a number that double precision can hold"
        case .byte: "Base64 with its padding"
        case .date: "a date such as 2026-01-31"
        case .time: "a time of day such as 12:00:00Z"
        case .dateTime: "a time such as 2026-01-31T12:00:00Z"
        case .duration: "a duration such as P1D or PT1H30M"
        case .email, .internationalEmail: "an e-mail address"
        case .hostname, .internationalHostname: "a host name"
        case .ipv4: "an IPv4 address"
        case .ipv6: "an IPv6 address"
        case .uri: "a URI with its scheme, such as https://example.com"
        case .uriReference: "a URI or a relative reference such as /path"
        case .iri: "an IRI with its scheme, such as https://example.com"
        case .iriReference: "an IRI or a relative reference such as /path"
        case .uriTemplate: "a URI template such as /clusters/{name}"
        case .uuid: "a UUID such as 018f3c5e-7b1a-7c3e-9d2f-0a1b2c3d4e5f"
        case .jsonPointer: "a JSON pointer such as /spec/name"
        case .relativeJSONPointer: "a relative JSON pointer such as 1/name"
        case .regex: "a regular expression of ECMA-262"
        }
    }
}
