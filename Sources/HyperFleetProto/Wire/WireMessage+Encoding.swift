internal import CHyperFleetProto
internal import CHyperFleetSupport
internal import HyperFleetModel
internal import NIOCore
internal import RPCCore

extension WireMessage {
    /// Writes the message behind the writer index of `buffer` and nothing else.
    ///
    /// The form is built in the thread's arena, sized, and packed straight into the buffer; the arena is reset, and
    /// no pointer outlives this call. The same value always gives the same bytes.
    ///
    /// - Throws: `INVALID_ARGUMENT` for a text with a NUL in it; `INTERNAL` where another value cannot be said in the
    ///   message: a time before the year 1 or past 9999, a resource of the wrong kind, or more than 64 MiB. The buffer
    ///   is as it was then.
    package func encode(into buffer: inout ByteBuffer) throws(RPCError) {
        do throws(EncodingFault) {
            try pack(into: &buffer)
        } catch {
            throw Self.failure(error)
        }
    }

    private static func failure(_ fault: EncodingFault) -> RPCError {
        let message = "a \(protoName) cannot be written: \(fault.message)"
        guard let field = fault.field else {
            return RPCError(.internalError, reason: ErrorReason.internalError.rawValue, message: message)
        }
        return RPCError(
            .invalidArgument, reason: ErrorReason.validation.rawValue, message: message,
            violations: [FieldViolation(field: field, rule: "nul", message: fault.message)], processed: .no)
    }

    private func pack(into buffer: inout ByteBuffer) throws(EncodingFault) {
        guard let arena = hyperfleet_arena_borrow(WireLimits.encodingMemory) else { throw .outOfMemory }
        defer { hyperfleet_arena_give_back(arena) }
        let writer = MessageWriter(arena)
        let form = try writer.new(Form.self)
        try write(form, writer)

        let message = UnsafeRawPointer(form).assumingMemoryBound(to: ProtobufCMessage.self)
        let length = protobuf_c_message_get_packed_size(message)
        guard length > 0 else { return }
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: length) { writable in
            protobuf_c_message_pack(message, writable.baseAddress?.assumingMemoryBound(to: UInt8.self))
        }
    }
}
