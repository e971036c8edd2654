internal import JSONModel

/// The formats that are checked; any other name is an annotation.
enum Format: String, Sendable {
    case int32
    case int64
    case float
    case double
    case byte
    case date
    case dateTime = "date-time"
    case email
    case uuid
    case uri
    case hostname
    case ipv4
    case ipv6

    /// Whether the value has the format, or is of a type that the format says nothing about.
    func accepts(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.int32, .number(let number)):
            // Whether a number must be whole is for `type` to say.
            !number.isInteger || number.int64.map { Int32(exactly: $0) != nil } ?? false
        case (.int64, .number(let number)):
            !number.isInteger || number.int64 != nil
        case (.float, .number(let number)):
            abs(number.double) <= Double(Float.greatestFiniteMagnitude)
        case (.double, .number(let number)):
            number.double.isFinite
        case (_, .string(let text)):
            accepts(Array(text.utf8))
        case (_, .null), (_, .bool), (_, .number), (_, .array), (_, .object):
            true
        }
    }

    private func accepts(_ text: [UInt8]) -> Bool {
        switch self {
        case .int32, .int64, .float, .double: true
        case .byte: TextFormats.isBase64(text)
        case .date: TimeFormats.isDate(text[...])
        case .dateTime: TimeFormats.isDateTime(text)
        case .email: AddressFormats.isEmail(text)
        case .uuid: TextFormats.isUUID(text)
        case .uri: URIFormat.isURI(text)
        case .hostname: AddressFormats.isHostname(text[...])
        case .ipv4: AddressFormats.isIPv4(text[...])
        case .ipv6: AddressFormats.isIPv6(text[...])
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
        case .dateTime: "a time such as 2026-01-31T12:00:00Z"
        case .email: "an e-mail address"
        case .uuid: "a UUID such as 018f3c5e-7b1a-7c3e-9d2f-0a1b2c3d4e5f"
        case .uri: "a URI with its scheme, such as https://example.com"
        case .hostname: "a host name"
        case .ipv4: "an IPv4 address"
        case .ipv6: "an IPv6 address"
        }
    }
}
