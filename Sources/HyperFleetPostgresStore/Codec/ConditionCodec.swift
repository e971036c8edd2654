internal import HyperFleetModel

/// A resource's conditions as the column `conditions` keeps them: an array of flat objects, times in RFC 3339, so that
/// they can be read in psql.
///
/// Members that this program does not know are passed over; every one that it knows must be there.
enum ConditionCodec {
    static func encode(_ conditions: [Condition]) -> [UInt8] {
        var writer = StoredJSONWriter(capacity: 2 + 384 * conditions.count)
        writer.raw("[")
        for (place, condition) in conditions.enumerated() {
            if place > 0 { writer.raw(",") }
            write(condition, to: &writer)
        }
        writer.raw("]")
        return writer.bytes
    }

    static func decode(_ bytes: [UInt8]) throws(StoredJSONError) -> [Condition] {
        var reader = StoredJSONReader(bytes)
        var conditions: [Condition] = []
        try reader.array { reader throws(StoredJSONError) in conditions.append(try condition(&reader)) }
        return conditions
    }

    private static func write(_ condition: Condition, to writer: inout StoredJSONWriter) {
        writer.raw(#"{"type":"#)
        writer.string(condition.type)
        writer.raw(condition.status ? #","status":"True","reason":"# : #","status":"False","reason":"#)
        writer.string(condition.reason)
        writer.raw(#","message":"#)
        writer.string(condition.message)
        writer.raw(#","observed_generation":"#)
        writer.integer(condition.observedGeneration)
        writer.raw(#","created_time":"#)
        writer.string(condition.createdTime.rfc3339)
        writer.raw(#","last_updated_time":"#)
        writer.string(condition.lastUpdatedTime.rfc3339)
        writer.raw(#","last_transition_time":"#)
        writer.string(condition.lastTransitionTime.rfc3339)
        writer.raw("}")
    }

    private static func condition(_ reader: inout StoredJSONReader) throws(StoredJSONError) -> Condition {
        var type: String?
        var status: Bool?
        var (reason, message) = ("", "")
        var generation: Int64?
        var (created, updated, transition): (Timestamp?, Timestamp?, Timestamp?)
        try reader.object { key, reader throws(StoredJSONError) in
            if reader.matches(key, "type") {
                type = try reader.string()
            } else if reader.matches(key, "reason") {
                reason = try reader.string()
            } else if reader.matches(key, "status") {
                status = try truth(&reader)
            } else if reader.matches(key, "message") {
                message = try reader.string()
            } else if reader.matches(key, "created_time") {
                created = try reader.timestamp()
            } else if reader.matches(key, "last_updated_time") {
                updated = try reader.timestamp()
            } else if reader.matches(key, "observed_generation") {
                generation = try reader.integer()
            } else if reader.matches(key, "last_transition_time") {
                transition = try reader.timestamp()
            } else {
                try reader.skipValue()
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
        let text = try reader.text()
        if reader.matches(text, "True") { return true }
        if reader.matches(text, "False") { return false }
        throw reader.expected("\"True\" or \"False\" before here")
    }
}
