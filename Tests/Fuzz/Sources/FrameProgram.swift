import NIOCore
import RPCCore

@testable import RPCWire

/// Frames as the frame decoder gives them, of the bytes of an input: known in type, flags and scope, at random in all
/// else.
enum FrameProgram {
    static func frame(_ reader: inout InputReader, _ next: UInt32) -> Frame {
        let types = FrameType.allCases
        let type = types[Int(reader.byte()) % types.count]
        let flags = FrameFlags(rawValue: reader.byte()).intersection(type.knownFlags)
        return Frame(
            type: type, flags: flags, stream: stream(&reader, next, scope: type.scope), payload: reader.shortBuffer())
    }

    static func ping(_ reader: inout InputReader) -> Frame {
        var payload = ByteBuffer()
        payload.writeInteger(UInt64(reader.byte()))
        return Frame(type: reader.flag() ? .ping : .pong, payload: payload)
    }

    static func goAway(_ reader: inout InputReader) -> Frame {
        var payload = ByteBuffer()
        let isFinal = reader.flag()
        GoAway(code: .drain, lastStream: UInt32(reader.byte()), message: "").write(into: &payload)
        return Frame(type: .goAway, flags: isFinal ? [.final] : [], payload: payload)
    }

    /// A stream near those that are open, or now and then any.
    static func stream(_ reader: inout InputReader, _ next: UInt32) -> UInt32 {
        let byte = reader.byte()
        guard byte < 0xF0 else { return max(1, reader.number(UInt32.self)) }
        let back = UInt32(byte % 16) * 2
        return back > next ? 1 : max(1, next - back)
    }

    static func stream(_ reader: inout InputReader, _ next: UInt32, scope: FrameType.Scope) -> UInt32 {
        switch scope {
        case .stream: stream(&reader, next)
        case .connection: 0
        case .either: reader.flag() ? stream(&reader, next) : 0
        }
    }

    static func oversizedType(_ reader: inout InputReader) -> FrameType {
        [.call, .message, .end][Int(reader.byte()) % 3]
    }

    static func payload(_ head: CallHead, message: ByteBuffer) -> ByteBuffer {
        var payload = ByteBuffer()
        do throws(RPCError) {
            try head.write(into: &payload, metadataLimit: 0)
        } catch {
            preconditionFailure("a head without metadata cannot be written: \(error)")
        }
        payload.writeImmutableBuffer(message)
        return payload
    }

    /// The status of a call, sound or not, and its message.
    static func end(_ reader: inout InputReader, stream: UInt32) -> Frame {
        var payload = ByteBuffer()
        if reader.flag() {
            CallStatus.writeSuccess(into: &payload)
        } else {
            let codes = StatusCode.allCases
            CallStatus.write(
                RPCError(codes[Int(reader.byte()) % codes.count], message: "", processed: .no), into: &payload)
        }
        payload.writeImmutableBuffer(reader.shortBuffer())
        return Frame(type: .end, flags: reader.flag() ? [] : [.hasMessage], stream: stream, payload: payload)
    }
}

extension ByteBuffer {
    /// One byte, 1: the payload of a CANCEL.
    static let one = ByteBuffer(bytes: [1])
}
