/// The types of google.protobuf whose JSON is not an object of their fields.
enum WellKnownType {
    case timestamp
    case duration
    case fieldMask
    /// One value in a message, as JSON just the value.
    case wrapper
    /// Its JSON would need what this codec has not.
    case unsupported

    /// What a message type is; nil for an ordinary one.
    init?(_ fullName: String) {
        guard fullName.hasPrefix("google.protobuf.") else { return nil }
        switch fullName.dropFirst("google.protobuf.".count) {
        case "Timestamp": self = .timestamp
        case "Duration": self = .duration
        case "FieldMask": self = .fieldMask
        case "DoubleValue", "FloatValue", "Int64Value", "UInt64Value", "Int32Value", "UInt32Value", "BoolValue",
            "StringValue", "BytesValue":
            self = .wrapper
        case "Any", "Struct", "Value", "ListValue": self = .unsupported
        default: return nil
        }
    }
}
