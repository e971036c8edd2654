internal import HyperFleetModel
internal import JSONModel

/// A resource's conditions as the column `conditions` keeps them: an array of flat objects, times in RFC 3339, so that
/// they can be read in psql.
///
/// Members that this program does not know are passed over; every one that it knows must be there.
enum ConditionCodec {
    static func encode(_ conditions: [Condition]) -> [UInt8] {
        if conditions.isEmpty { return Array("[]".utf8) }
        return JSONValue.array(conditions.map(value)).serialized()
    }

    static func decode(_ bytes: [UInt8]) throws(StoredJSONError) -> [Condition] {
        var reader = StoredJSONReader(bytes)
        var conditions: [Condition] = []
        try reader.array { reader throws(StoredJSONError) in conditions.append(try condition(&reader)) }
        return conditions
    }

    private static func value(_ condition: Condition) -> JSONValue {
        .object(
            JSONObject([
                ("type", .string(condition.type)),
                ("status", .string(condition.status ? "True" : "False")),
                ("reason", .string(condition.reason)),
                ("message", .string(condition.message)),
                ("observed_generation", .number(JSONNumber(condition.observedGeneration))),
                ("created_time", .string(condition.createdTime.rfc3339)),
                ("last_updated_time", .string(condition.lastUpdatedTime.rfc3339)),
                ("last_transition_time", .string(condition.lastTransitionTime.rfc3339)),
            ]))
    }

    private static func condition(_ reader: inout StoredJSONReader) throws(StoredJSONError) -> Condition {
        var type: String?
        var status: Bool?
        var (reason, message) = ("", "")
        var generation: Int64?
        var (created, updated, transition): (Timestamp?, Timestamp?, Timestamp?)
        try reader.object { key, reader throws(StoredJSONError) in
            switch key {
            case "type": type = try reader.string()
            case "status": status = try truth(&reader)
            case "reason": reason = try reader.string()
            case "message": message = try reader.string()
            case "observed_generation": generation = try reader.integer()
            case "created_time": created = try reader.timestamp()
            case "last_updated_time": updated = try reader.timestamp()
            case "last_transition_time": transition = try reader.timestamp()
            default: try reader.skipValue()
            }
        }
        guard let type, let status, let generation, let created, let updated, let transition else {
            throw reader.expected("a whole condition before here: type, status, generation and times")
        }
        return Condition(
            type: type, status: status, reason: reason, message: message, observedGeneration: generation,
            createdTime: created, lastUpdatedTime: updated, lastTransitionTime: transition)
    }

    private static func truth(_ reader: inout StoredJSONReader) throws(StoredJSONError) -> Bool {
        switch try reader.string() {
        case "True": return true
        case "False": return false
        default: throw reader.expected("\"True\" or \"False\" before here")
        }
    }
}

extension StoredJSONReader {
    /// A time in RFC 3339.
    mutating func timestamp() throws(StoredJSONError) -> Timestamp {
        guard let time = StoredTimestamp.read(try string()) else { throw expected("an RFC 3339 time before here") }
        return time
    }
}
