package import JSONModel
package import RPCCore

/// Messages as JSON and back, by their descriptors: the JSON mapping of proto3.
///
/// Fields have their JSON names; the names of the .proto file are read as well. 64-bit integers are strings, bytes are
/// base64, enumerations are names; unknown numbers of one stay numbers. Fields that equal their type's zero are left
/// out where the message cannot tell them from absent ones. Timestamp, Duration, FieldMask and the wrappers of
/// google.protobuf have the texts and values that the mapping gives them; its Any, Struct, Value and ListValue are
/// refused. Fields that the descriptors do not know are left out on the way to JSON, and refused on the way back.
package struct MessageJSON: Sendable {
    package let pool: DescriptorPool
    package let limits: MessageJSONLimits

    package init(_ pool: DescriptorPool, limits: MessageJSONLimits = MessageJSONLimits()) {
        self.pool = pool
        self.limits = limits
    }

    /// The JSON of a message of the type `name`.
    ///
    /// - Throws: `INVALID_ARGUMENT` with the field's path where the bytes are no such message or pass a limit;
    ///   `NOT_FOUND` for a type that the pool has not.
    package func json(of bytes: [UInt8], as name: String) throws(RPCError) -> JSONValue {
        let type = try type(name)
        guard bytes.count <= limits.bytes else {
            throw RPCError(MessageFault("size", "more than \(limits.bytes) bytes"), in: name)
        }
        var reader = JSONOfMessage(pool: pool, limits: limits)
        do throws(MessageFault) {
            return try reader.value(of: bytes[...], as: type, depth: 1)
        } catch {
            throw RPCError(error, in: name)
        }
    }

    /// The message of the type `name` that `value` stands for, its fields in the order of their numbers.
    ///
    /// - Throws: `INVALID_ARGUMENT` with all violations that were found, at most 100, each with the path of its field
    ///   as `value` spells it; `NOT_FOUND` for a type that the pool has not.
    package func bytes(of value: JSONValue, as name: String) throws(RPCError) -> [UInt8] {
        let type = try type(name)
        var writer = MessageOfJSON(pool: pool, limits: limits)
        let bytes = writer.bytes(of: value, as: type, depth: 1)
        if writer.violations.isEmpty, bytes.count > limits.bytes {
            writer.refuse(rule: "size", "stands for a message of more than \(limits.bytes) bytes")
        }
        guard writer.violations.isEmpty else { throw .violations(writer.violations, of: name) }
        return bytes
    }

    private func type(_ name: String) throws(RPCError) -> ProtoMessage {
        guard let type = pool.message(name) else {
            throw RPCError(.notFound, message: "there is no message type \(name)", processed: .no)
        }
        return type
    }
}
