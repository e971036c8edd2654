package import NIOCore
package import RPCCore

/// A message of any type as its bytes, for whoever knows its type at run time only.
package struct RawMessage: RPCMessage, Hashable {
    package var bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package static func decode(_ bytes: ByteBuffer) throws(RPCError) -> RawMessage {
        RawMessage(bytes: Array(bytes.readableBytesView))
    }

    package func encode(into buffer: inout ByteBuffer) throws(RPCError) {
        buffer.writeBytes(bytes)
    }
}
