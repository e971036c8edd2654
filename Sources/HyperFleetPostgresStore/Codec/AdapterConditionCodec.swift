internal import HyperFleetModel
internal import JSONModel

/// A report's conditions as the column `conditions` of `adapter_statuses` keeps them; as `ConditionCodec`.
enum AdapterConditionCodec {
    static func encode(_ conditions: [AdapterCondition]) -> [UInt8] {
        if conditions.isEmpty { return Array("[]".utf8) }
        return JSONValue.array(conditions.map(value)).serialized()
    }

    static func decode(_ bytes: [UInt8]) throws(StoredJSONError) -> [AdapterCondition] {
        var reader = StoredJSONReader(bytes)
        var conditions: [AdapterCondition] = []
        try reader.array { reader throws(StoredJSONError) in conditions.append(try condition(&reader)) }
        return conditions
    }

    private static func value(_ condition: AdapterCondition) -> JSONValue {
        .object(
            JSONObject([
                ("type", .string(condition.type)),
                ("status", .string(condition.status.rawValue)),
                ("reason", .string(condition.reason)),
                ("message", .string(condition.message)),
                ("last_transition_time", .string(condition.lastTransitionTime.rfc3339)),
            ]))
    }

    private static func condition(_ reader: inout StoredJSONReader) throws(StoredJSONError) -> AdapterCondition {
        var type: String?
        var status: AdapterCondition.Status?
        var (reason, message) = ("", "")
        var transition: Timestamp?
        try reader.object { key, reader throws(StoredJSONError) in
            if reader.matches(key, "type") {
                type = try reader.string()
            } else if reader.matches(key, "reason") {
                reason = try reader.string()
            } else if reader.matches(key, "status") {
                status = AdapterCondition.Status(rawValue: try reader.string())
            } else if reader.matches(key, "message") {
                message = try reader.string()
            } else if reader.matches(key, "last_transition_time") {
                transition = try reader.timestamp()
            } else {
                try reader.skipValue()
            }
        }
        guard let type, let status, let transition else {
            throw reader.expected("a whole condition before here: type, status and time")
        }
        return AdapterCondition(
            type: type, status: status, reason: reason, message: message, lastTransitionTime: transition)
    }
}
