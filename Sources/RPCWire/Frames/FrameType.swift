/// The frame types of version 1. Types from 0x80 on are ignorable: whoever does not know one skips it.
package enum FrameType: UInt8, Sendable, CaseIterable {
    /// Client to server: begins a call.
    case call = 0x01
    /// Either way: a further message of a stream, or a part of one.
    case message = 0x02
    /// Server to client: ends a call with its status.
    case end = 0x03
    /// Client to server: the client waits no longer.
    case cancel = 0x04
    /// Either way: the receiver may send so many more bytes.
    case credit = 0x05
    /// Either way: asks for a PONG with the same bytes.
    case ping = 0x06
    /// Either way: answers a PING.
    case pong = 0x07
    /// Either way: no new calls on this connection.
    case goAway = 0x08

    static let ignorableBit: UInt8 = 0x80

    /// Flags of this type that version 1 defines.
    var knownFlags: FrameFlags {
        switch self {
        case .call, .message: .ofMessages
        case .end: .hasMessage
        case .goAway: .final
        case .cancel, .credit, .ping, .pong: []
        }
    }

    /// Whether frames of this type belong to a call, to the connection (stream 0), or to either.
    var scope: Scope {
        switch self {
        case .call, .message, .end, .cancel: .stream
        case .ping, .pong, .goAway: .connection
        case .credit: .either
        }
    }

    enum Scope {
        case stream
        case connection
        case either
    }
}
