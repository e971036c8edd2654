internal import CHyperFleetProto
internal import CHyperFleetSupport
internal import HyperFleetModel
internal import NIOCore
internal import RPCCore

extension WireMessage {
    /// Reads a message that fills `bytes` exactly.
    ///
    /// The bytes are scanned for what protobuf-c does not check, unpacked into the thread's arena, copied into Swift
    /// values, and the arena is reset: no pointer outlives this call.
    ///
    /// - Throws: `INVALID_ARGUMENT` with `HYPERFLEET-VAL-006` where the bytes are no such message or would take more
    ///   memory than `WireLimits` allow; with `HYPERFLEET-VAL-000` and the violations where a field cannot mean
    ///   anything; `RESOURCE_EXHAUSTED` where this machine has no memory left. Nothing has been done then.
    package static func decode(_ bytes: ByteBuffer) throws(RPCError) -> Self {
        let outcome = bytes.withUnsafeReadableBytes { readable in
            Result { () throws(RPCError) in try unpack(readable) }
        }
        return try outcome.get()
    }

    private static func unpack(_ bytes: UnsafeRawBufferPointer) throws(RPCError) -> Self {
        guard let arena = hyperfleet_arena_borrow(WireLimits.decodingMemory(length: bytes.count)) else {
            throw .outOfMemory(reading: protoName)
        }
        defer { hyperfleet_arena_give_back(arena) }
        guard let empty = MessageWriter(arena).allocate(Form.self) else { throw .outOfMemory(reading: protoName) }
        Form.initialise(empty)
        let descriptor = UnsafeRawPointer(empty).assumingMemoryBound(to: ProtobufCMessage.self).pointee.descriptor
        let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)

        if let finding = PrescanFinding(scanning: start, length: bytes.count, as: descriptor) {
            throw .malformed(protoName, field: finding.field, rule: finding.rule, message: finding.message)
        }
        guard
            let message = protobuf_c_message_unpack(
                descriptor, hyperfleet_arena_allocator(arena), bytes.count, start)
        else {
            // After the scan only memory can be missing.
            guard arena.pointee.limit_reached else { throw .outOfMemory(reading: protoName) }
            throw .malformed(
                protoName, field: "", rule: "memory",
                message: "its parts would take more than \(arena.pointee.limit) bytes of memory")
        }

        var reader = MessageReader()
        let form = UnsafeMutableRawPointer(message).assumingMemoryBound(to: Form.self)
        guard let value = read(form, &reader), reader.violations.isEmpty else {
            throw .violations(reader.violations, of: protoName)
        }
        return value
    }
}
