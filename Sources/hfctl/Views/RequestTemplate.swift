internal import HyperFleetProto
internal import JSONModel

/// A message with every field set to something that says its type, for people to fill in; of a choice, the first.
struct RequestTemplate {
    /// Messages deeper than this are left empty, so that a type inside itself comes to an end.
    private static let depthMax = 6

    let pool: DescriptorPool

    func value(of type: String) -> JSONValue {
        value(of: type, depth: 1)
    }

    private func value(of type: String, depth: Int) -> JSONValue {
        switch type {
        case "google.protobuf.Timestamp": return .string("2026-08-01T12:00:00Z")
        case "google.protobuf.Duration": return .string("1.5s")
        case "google.protobuf.FieldMask": return .string("")
        default: break
        }
        guard depth <= Self.depthMax, let message = pool.message(type) else { return .object(JSONObject()) }
        var chosen: Set<Int> = []
        var members: [JSONObject.Member] = []
        for field in message.fields {
            if let oneof = field.oneof, !chosen.insert(oneof).inserted { continue }
            members.append((field.jsonName, value(of: field, depth: depth)))
        }
        return .object(JSONObject(members))
    }

    private func value(of field: ProtoField, depth: Int) -> JSONValue {
        if let entry = pool.mapEntry(of: field), let content = entry.field(2) {
            return .object(JSONObject([("", single(content, depth: depth))]))
        }
        let value = single(field, depth: depth)
        return field.isRepeated ? .array([value]) : value
    }

    private func single(_ field: ProtoField, depth: Int) -> JSONValue {
        switch field.kind {
        case .message: value(of: field.typeName, depth: depth + 1)
        case .enumeration: .string(pool.enumeration(field.typeName)?.values.first?.name ?? "")
        case .string, .bytes: .string("")
        case .bool: .bool(false)
        case .int64, .uint64, .fixed64, .sfixed64, .sint64: .string("0")
        case .double, .float, .int32, .fixed32, .uint32, .sfixed32, .sint32: .number(Int64(0))
        }
    }
}
