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
    /// - Throws: `INTERNAL` where a value cannot be said in the message: a text with a NUL in it, a time before the
    ///   year 1 or past 9999, a resource of the wrong kind, or more than 64 MiB. The buffer is as it was then.
    package func encode(into buffer: inout ByteBuffer) throws(RPCError) {
        do throws(EncodingFault) {
            try pack(into: &buffer)
        } catch {
            throw RPCError(
                .internalError, reason: ErrorReason.internalError.rawValue,
                message: "a \(Self.protoName) cannot be written: \(error.message)")
        }
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
