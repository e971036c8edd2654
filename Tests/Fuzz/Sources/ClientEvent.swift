@testable import RPCWire

/// What may happen to a client's connection.
enum ClientEvent {
    case hello(ServerHello)
    case frame(Frame)
    case oversized(FrameType, stream: UInt32)
    case skipped
    case timePasses(Duration)
    case callBegins
    case streamBegins
    case callerTakes(stream: UInt32)
    case callerWrites(stream: UInt32, count: Int)
    case requestEnds(stream: UInt32)
    case queueMoves
    case callIsTakenBack(stream: UInt32)
    case callIsAbandoned(stream: UInt32)
    case leaveBegins
    case connectionIsLost

    /// The event that the next bytes stand for.
    ///
    /// - Parameter next: the id that the next call will have.
    init(_ reader: inout InputReader, next: UInt32) {
        switch reader.byte() % 16 {
        case 0: self = .hello(Self.hello(&reader))
        case 1, 2, 3: self = .callBegins
        case 4: self = .callIsTakenBack(stream: FrameProgram.stream(&reader, next))
        case 5, 6: self = .callIsAbandoned(stream: FrameProgram.stream(&reader, next))
        case 7, 8: self = .frame(FrameProgram.end(&reader, stream: FrameProgram.stream(&reader, next)))
        case 9, 10: self = .frame(FrameProgram.frame(&reader, next))
        case 11: self = .frame(FrameProgram.ping(&reader))
        case 12: self = .frame(FrameProgram.goAway(&reader))
        case 13: self = .timePasses(.milliseconds(Int(reader.number(UInt16.self))))
        case 14: self = Self.unkept(&reader, next)
        default: self = Self.other(&reader, next)
        }
    }

    private static func hello(_ reader: inout InputReader) -> ServerHello {
        guard reader.byte() != 0xFF else { return .refused(.init(cause: .busy, message: "")) }
        let limits = PeerLimits(
            messageBytes: UInt32(reader.byte()), streamWindowBytes: UInt32(reader.byte()) * 64,
            connectionWindowBytes: UInt32(reader.byte()) * 64, concurrentCalls: UInt32(reader.byte() & 7),
            keepaliveMilliseconds: 0)
        return .accepted(
            .init(
                version: UInt16(reader.byte() & 1) ^ WireConstants.version,
                capabilities: Capabilities(rawValue: UInt32(reader.byte())), limits: limits))
    }

    /// A frame of which only the header was kept.
    private static func unkept(_ reader: inout InputReader, _ next: UInt32) -> ClientEvent {
        guard reader.flag() else { return .skipped }
        return .oversized(FrameProgram.oversizedType(&reader), stream: FrameProgram.stream(&reader, next))
    }

    private static func other(_ reader: inout InputReader, _ next: UInt32) -> ClientEvent {
        switch reader.byte() {
        case 0xFF: .connectionIsLost
        case 0xFE: .leaveBegins
        case 0..<0x30: .streamBegins
        case 0x30..<0x60: .callerTakes(stream: FrameProgram.stream(&reader, next))
        case 0x60..<0x90:
            .callerWrites(stream: FrameProgram.stream(&reader, next), count: Int(reader.number(UInt16.self)))
        case 0x90..<0xA0: .requestEnds(stream: FrameProgram.stream(&reader, next))
        case 0xA0..<0xD0: .queueMoves
        default: .timePasses(.milliseconds(1))
        }
    }
}
