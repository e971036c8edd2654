import NIOCore
import RPCCore
import RPCWire

/// A server's machine in a state of one's choice, and the events to try on it.
struct ServerMachine {
    /// The states, with and without a call where that makes a difference. The call's stream is 5, 1 and 3 having
    /// ended.
    enum State: CaseIterable, Sendable {
        case awaitingHello
        case open
        case openWithCall
        case openWithCancelledCall
        case openWithExpiredCall
        case draining
        case drainingWithCall
        case finishing
        case clientLeaving
        case closed
    }

    static let hello = ClientHello(capabilities: [.checksums], limits: VectorTests.limits(calls: 0))

    /// A client that offers streaming.
    static let streamingHello = ClientHello(
        capabilities: [.checksums, .streaming], limits: VectorTests.limits(calls: 0))

    static func make(
        _ state: State, limits: WireLimits = .defaults, now: ContinuousClock.Instant = .start
    ) -> ServerConnectionStateMachine {
        var machine = ServerConnectionStateMachine(limits: limits, now: now)
        guard state != .awaitingHello else { return machine }
        _ = machine.received(hello)
        for stream in [1, 3] as [UInt32] {
            _ = machine.received(call(stream), now: now)
            _ = machine.handlerEnded(stream: stream)
        }
        switch state {
        case .awaitingHello, .open: break
        case .openWithCall: _ = machine.received(call(5), now: now)
        case .openWithCancelledCall:
            _ = machine.received(call(5), now: now)
            _ = machine.received(cancel(5), now: now)
        case .openWithExpiredCall:
            _ = machine.received(call(5), now: now)
            _ = machine.deadlinesPassed(now: now.advanced(by: .seconds(3_600)))
        case .draining: _ = machine.drainBegan(reconnectWindow: .seconds(5))
        case .drainingWithCall:
            _ = machine.received(call(5), now: now)
            _ = machine.drainBegan(reconnectWindow: .seconds(5))
        case .finishing:
            _ = machine.received(call(5), now: now)
            _ = machine.drainBegan(reconnectWindow: .seconds(5))
            _ = machine.drainNoticeTimedOut()
        case .clientLeaving:
            _ = machine.received(call(5), now: now)
            _ = machine.received(goAway(), now: now)
        case .closed: _ = machine.connectionLost()
        }
        return machine
    }

    // MARK: Frames

    static let message = ByteBuffer(string: "message")

    static func call(
        _ stream: UInt32, timeout: UInt32 = 0, flags: FrameFlags = [.endOfRequest, .hasMessage],
        message: ByteBuffer = message
    ) -> Frame {
        let payload = bytes { buffer in
            try? CallHead(method: "s/m", timeoutMilliseconds: timeout).write(into: &buffer, metadataLimit: 0)
            buffer.writeImmutableBuffer(message)
        }
        return Frame(type: .call, flags: flags, stream: stream, payload: payload)
    }

    static func cancel(_ stream: UInt32) -> Frame {
        Frame(type: .cancel, stream: stream, payload: ByteBuffer(hex: "01"))
    }

    static func message(
        _ stream: UInt32, flags: FrameFlags = [.hasMessage], _ payload: ByteBuffer = message
    ) -> Frame {
        Frame(type: .message, flags: flags, stream: stream, payload: payload)
    }

    static func credit(_ stream: UInt32, _ count: UInt32 = 1) -> Frame {
        Frame(type: .credit, stream: stream, payload: bytes { $0.writeInteger(count) })
    }

    static func ping(_ id: UInt64 = 7) -> Frame {
        Frame(type: .ping, payload: bytes { $0.writeInteger(id) })
    }

    static func pong(_ id: UInt64 = 7) -> Frame {
        Frame(type: .pong, payload: bytes { $0.writeInteger(id) })
    }

    static func goAway(lastStream: UInt32 = 0, final: Bool = false) -> Frame {
        let payload = bytes {
            $0.writeMultipleIntegers(UInt16(0), lastStream, UInt32(0), UInt16(0))
        }
        return Frame(type: .goAway, flags: final ? [.final] : [], payload: payload)
    }

    static func end(_ stream: UInt32) -> Frame {
        Frame(type: .end, flags: [.hasMessage], stream: stream, payload: bytes { CallStatus.writeSuccess(into: &$0) })
    }
}

extension ServerFrameAction {
    /// The action without its details, for tables.
    var name: String {
        switch self {
        case .none: "none"
        case .startCall: "start"
        case .refuseCall(_, let error): "refuse \(error.code.name)"
        case .cancelHandler: "cancel"
        case .startStream: "stream"
        case .wakeReader: "wake"
        case .overruleCall(_, let error): "overrule \(error.code.name)"
        case .sendMore: "send"
        case .sendPong: "pong"
        case .sendFinalGoAway: "final"
        case .sendFinalGoAwayAndClose: "final, close"
        case .close: "close"
        case .closeFor(let violation): "violation \(violation.code)"
        }
    }
}
