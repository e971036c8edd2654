internal import CHyperFleetProto
internal import CHyperFleetSupport

/// Why bytes are no message of a type, and where in them.
struct PrescanFinding {
    /// The field's path: `clusters[3].metadata.name`; empty where it is about the whole or about an unknown field.
    let field: String
    /// A stable word.
    let rule: String
    /// What is wrong, with the place: `invalid UTF-8 at byte 17`.
    let message: String

    /// Scans `length` bytes from `start`; nil where protobuf-c can be trusted with them.
    init?(
        scanning start: UnsafePointer<UInt8>?, length: Int, as descriptor: UnsafePointer<ProtobufCMessageDescriptor>?
    ) {
        var limits = hyperfleet_prescan_limits(
            depth: WireLimits.depth, fields: WireLimits.fields, unknown_bytes: WireLimits.unknownBytes)
        var result = hyperfleet_prescan_result()
        let reason = hyperfleet_prescan(descriptor, start, length, &limits, &result)
        guard reason != HYPERFLEET_PRESCAN_OK else { return nil }
        let (rule, message) = Self.words(for: reason)
        self.field = Self.path(of: result)
        self.rule = rule
        self.message = "\(message) at byte \(result.offset)"
    }

    private static func words(for reason: hyperfleet_prescan_reason) -> (rule: String, message: String) {
        switch reason {
        case HYPERFLEET_PRESCAN_TRUNCATED: ("truncated", "the bytes end inside a field")
        case HYPERFLEET_PRESCAN_BAD_VARINT: ("varint", "a number of too many bytes")
        case HYPERFLEET_PRESCAN_BAD_FIELD_NUMBER: ("field_number", "a field number that no field can have")
        case HYPERFLEET_PRESCAN_BAD_WIRE_TYPE: ("wire_type", "a value of another type than the field's")
        case HYPERFLEET_PRESCAN_TOO_DEEP: ("depth", "messages deeper in each other than \(WireLimits.depth)")
        case HYPERFLEET_PRESCAN_TOO_MANY_FIELDS: ("field_count", "more than \(WireLimits.fields) fields")
        case HYPERFLEET_PRESCAN_INVALID_UTF8: ("utf8", "invalid UTF-8")
        case HYPERFLEET_PRESCAN_NUL_IN_TEXT: ("nul", "a NUL in a text")
        case HYPERFLEET_PRESCAN_REPEATED_MESSAGE: ("unique", "a second value of a field that stands once")
        case HYPERFLEET_PRESCAN_TOO_MUCH_UNKNOWN:
            ("unknown_size", "more than \(WireLimits.unknownBytes) bytes of unknown fields")
        default: ("unsupported", "a message type that cannot be read here")
        }
    }

    private static func path(of result: hyperfleet_prescan_result) -> String {
        var path = ""
        withUnsafeBytes(of: result.path) { bytes in
            for step in bytes.bindMemory(to: hyperfleet_prescan_step.self).prefix(Int(result.path_length)) {
                if !path.isEmpty { path += "." }
                path += String(cString: step.name)
                if step.is_repeated { path += "[\(step.index)]" }
            }
        }
        return path
    }
}
