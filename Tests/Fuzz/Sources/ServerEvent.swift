import NIOCore

@testable import RPCWire

/// What may happen to a server's connection.
enum ServerEvent {
    case hello(ClientHello)
    case frame(Frame)
    case oversized(FrameType, stream: UInt32, flags: FrameFlags)
    case skipped
    case handlerTakes(stream: UInt32)
    case handlerWrites(stream: UInt32, count: Int)
    case queueMoves
    case sendsStall
    case timePasses(Duration)
    case deadlinesPass
    case handlerEnds(stream: UInt32)
    case drainBegins
    case drainNoticeTimesOut
    case connectionIsLost

    /// The event that the next bytes stand for.
    ///
    /// - Parameter next: the id that the next call would have.
    init(_ reader: inout InputReader, next: UInt32) {
        switch reader.byte() % 16 {
        case 0: self = .hello(Self.hello(&reader))
        case 1, 2: self = .frame(Self.call(&reader, next))
        case 3, 4: self = .frame(FrameProgram.frame(&reader, next))
        case 5: self = .frame(Frame(type: .cancel, stream: FrameProgram.stream(&reader, next), payload: .one))
        case 6: self = .frame(FrameProgram.ping(&reader))
        case 7: self = .frame(Self.drainPong)
        case 8: self = .frame(FrameProgram.goAway(&reader))
        case 9: self = .timePasses(.milliseconds(Int(reader.number(UInt16.self))))
        case 10: self = .deadlinesPass
        case 11, 12: self = .handlerEnds(stream: FrameProgram.stream(&reader, next))
        case 13: self = reader.flag() ? .drainBegins : .drainNoticeTimesOut
        case 14: self = Self.unkept(&reader, next)
        default: self = Self.other(&reader, next)
        }
    }

    private static func hello(_ reader: inout InputReader) -> ClientHello {
        let limits = PeerLimits(
            messageBytes: UInt32(reader.byte()), streamWindowBytes: UInt32(reader.byte()) * 64,
            connectionWindowBytes: UInt32(reader.byte()) * 64, concurrentCalls: 0,
            keepaliveMilliseconds: UInt32(reader.byte()) * 100)
        let lowest = UInt16(reader.byte() & 3)
        return ClientHello(
            lowestVersion: lowest, highestVersion: lowest + UInt16(reader.byte() & 3),
            capabilities: Capabilities(rawValue: UInt32(reader.byte())), limits: limits)
    }

    /// A CALL with a sound head, whatever its flags and message.
    private static func call(_ reader: inout InputReader, _ next: UInt32) -> Frame {
        let known: FrameFlags = [.endOfRequest, .hasMessage]
        let flags = FrameFlags(rawValue: reader.byte())
        let head = CallHead(method: "s/m", timeoutMilliseconds: UInt32(reader.number(UInt16.self)))
        return Frame(
            type: .call, flags: flags.isEmpty ? known : flags.intersection(FrameType.call.knownFlags), stream: next,
            payload: FrameProgram.payload(head, message: reader.shortBuffer()))
    }

    private static let drainPong: Frame = {
        var payload = ByteBuffer()
        payload.writeInteger(ServerConnectionStateMachine.drainPing)
        return Frame(type: .pong, payload: payload)
    }()

    /// A frame of which only the header was kept.
    private static func unkept(_ reader: inout InputReader, _ next: UInt32) -> ServerEvent {
        guard reader.flag() else { return .skipped }
        return .oversized(
            FrameProgram.oversizedType(&reader), stream: FrameProgram.stream(&reader, next),
            flags: reader.flag() ? [.endOfRequest, .hasMessage] : [.hasMessage])
    }

    private static func other(_ reader: inout InputReader, _ next: UInt32) -> ServerEvent {
        switch reader.byte() {
        case 0xFF: .connectionIsLost
        case 0..<0x40: .handlerTakes(stream: FrameProgram.stream(&reader, next))
        case 0x40..<0x80:
            .handlerWrites(stream: FrameProgram.stream(&reader, next), count: Int(reader.number(UInt16.self)))
        case 0x80..<0xC0: .queueMoves
        case 0xC0..<0xD0: .sendsStall
        default: .timePasses(.milliseconds(1))
        }
    }
}
