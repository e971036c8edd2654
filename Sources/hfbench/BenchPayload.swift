internal import NIOCore
internal import RPCCore

/// A message of no bytes, for calls whose messages do not matter.
struct BenchPayload: RPCMessage {
    static func decode(_ bytes: ByteBuffer) throws(RPCError) -> BenchPayload { BenchPayload() }

    func encode(into buffer: inout ByteBuffer) throws(RPCError) {}
}
