import NIOCore
import RPCCore
import Testing

/// The bytes of hexadecimal text.
func bytes(hex: String) -> [UInt8] {
    let digits = Array(hex.utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap { place in
        UInt8(String(decoding: digits[place...place + 1], as: UTF8.self), radix: 16)
    }
}

/// Hexadecimal text of bytes.
func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// The message's bytes, written behind something else, which must stay as it is.
func encoded(_ message: some RPCMessage) throws -> [UInt8] {
    var buffer = ByteBuffer(bytes: [1, 2, 3])
    try message.encode(into: &buffer)
    #expect(Array(buffer.readableBytesView.prefix(3)) == [1, 2, 3])
    return Array(buffer.readableBytesView.dropFirst(3))
}

/// The message of `bytes`, read from the middle of a larger buffer.
func decoded<Message: RPCMessage>(_ type: Message.Type, _ bytes: [UInt8]) throws(RPCError) -> Message {
    var buffer = ByteBuffer(bytes: [9, 9] + bytes + [9])
    buffer.moveReaderIndex(forwardBy: 2)
    return try type.decode(buffer.readSlice(length: bytes.count) ?? ByteBuffer())
}

/// Why `bytes` are refused as a message of `type`; nil where they are not.
func refusal(_ type: (some RPCMessage).Type, _ bytes: [UInt8]) -> RPCError? {
    do throws(RPCError) {
        _ = try decoded(type, bytes)
        return nil
    } catch {
        return error
    }
}
