internal import NIOCore
internal import RPCCore

/// One connection as the server sees it: which bytes are allowed now, which calls run, and how it ends.
///
///     awaitingHello --hello--> open --drain--> draining --PONG or timeout--> finishing --last call ended--> closed
///           |                   |'--client's GOAWAY--> clientLeaving --last call ended--------------------> closed
///           '---- anything that is not allowed, or the socket's end, from every state --------------------> closed
///
/// Three kinds of event that do not fit: a peer's violation closes the connection with a reason (`closeFor`); a
/// race that is legitimate, such as a CANCEL for a call that has just ended, is let pass and costs a token; an event
/// that only the transport's own fault can bring, such as the end of a call that never began, changes nothing.
///
/// It reads no clock and does no I/O: time comes in, actions go out.
package struct ServerConnectionStateMachine: Sendable {
    enum State {
        /// Nothing but a hello may come. Can transition to: open, closed.
        case awaitingHello
        /// Calls are accepted. Can transition to: draining, clientLeaving, closed.
        case open
        /// The first GOAWAY is out; calls in transit are still accepted. Can transition to: finishing, closed.
        case draining
        /// The second GOAWAY is out; new calls are refused. Can transition to: closed.
        case finishing
        /// The client opens no more calls. Can transition to: finishing, closed.
        case clientLeaving
        /// Nothing is read or sent any more.
        case closed
    }

    var state = State.awaitingHello
    let limits: WireLimits
    var streams: [UInt32: ServerStreamStateMachine] = [:]
    var greatestStream: UInt32 = 0
    var requestBytes = 0
    var tokens: TokenBucket
    var reconnectWindowMilliseconds: UInt32 = 0
    /// Whether both sides have the streaming capability.
    var streamsAreNegotiated = false
    /// What has come of the requests of running streaming calls.
    var inbound: InboundStreams
    /// What waits to be sent.
    var outbound = SendScheduler(connectionCredit: 0, streamCredit: 0)

    /// Never the id of a keepalive ping, which count up from one.
    package static let drainPing = UInt64.max

    package init(limits: WireLimits, now: ContinuousClock.Instant) {
        self.limits = limits
        self.tokens = TokenBucket(
            burst: limits.controlFrameBurst, perSecond: limits.controlFramesPerSecond, now: now)
        self.inbound = InboundStreams(limits: limits)
    }

    /// Calls whose handlers have not ended, cancelled ones included.
    package var callCount: Int { streams.count }

    /// Whether the call of `stream` has neither ended nor been stopped.
    package func isRunning(stream: UInt32) -> Bool {
        streams[stream]?.isRunning ?? false
    }

    /// Whether the handshake is still to come.
    package var awaitsHello: Bool {
        switch state {
        case .awaitingHello: true
        case .open, .draining, .finishing, .clientLeaving, .closed: false
        }
    }

    /// The earliest deadline of a call that has not been stopped.
    package var earliestDeadline: ContinuousClock.Instant? {
        streams.values.lazy.filter(\.isRunning).map(\.deadline).min()
    }

    // MARK: Handshake

    package mutating func received(_ hello: ClientHello) -> ServerHelloAction {
        switch state {
        case .awaitingHello: break
        case .open, .draining, .finishing, .clientLeaving, .closed:
            state = .closed
            return .refuse(ServerHello.Refusal(cause: .malformed, message: "a second hello"))
        }
        guard (hello.lowestVersion...hello.highestVersion).contains(WireConstants.version) else {
            state = .closed
            return .refuse(
                ServerHello.Refusal(
                    cause: .version,
                    message: "this server speaks hfrpc version \(WireConstants.version), the client offers "
                        + "\(hello.lowestVersion) to \(hello.highestVersion)"))
        }
        let capabilities = hello.capabilities.intersection(.supported)
        streamsAreNegotiated = capabilities.contains(.streaming)
        guard !streamsAreNegotiated || hello.limits.windowsSuffice else {
            state = .closed
            return .refuse(
                ServerHello.Refusal(
                    cause: .malformed,
                    message: "a window has less than \(WireConstants.windowBytesMinimum) bytes, or more than 2^31 - 1"))
        }
        outbound = SendScheduler(
            connectionCredit: Int(hello.limits.connectionWindowBytes), streamCredit: Int(hello.limits.streamWindowBytes)
        )
        state = .open
        let wanted = Duration.milliseconds(hello.limits.keepaliveMilliseconds)
        let keepalive =
            wanted == .zero || limits.keepaliveInterval == .zero ? .zero : max(wanted, Duration.seconds(1))
        return .accept(
            ServerHello.Acceptance(
                version: WireConstants.version,
                capabilities: capabilities,
                limits: PeerLimits(limits, concurrentCalls: limits.concurrentCalls, keepalive: keepalive)))
    }

    /// The handshake did not complete in time, or its bytes are none.
    package mutating func handshakeFailed(_ cause: RefusalCause, _ message: String) -> ServerHello.Refusal {
        state = .closed
        return ServerHello.Refusal(cause: cause, message: message)
    }

    // MARK: Frames

    package mutating func received(_ frame: Frame, now: ContinuousClock.Instant) -> ServerFrameAction {
        switch state {
        case .awaitingHello:
            return violated(.protocolError, "a frame came before the hello")
        case .closed:
            return .none
        case .open, .draining, .finishing, .clientLeaving:
            break
        }
        switch frame.type {
        case .call: return receivedCall(frame, now: now)
        case .message: return receivedMessage(frame, now: now)
        case .cancel: return receivedCancel(frame, now: now)
        case .credit: return receivedCredit(frame, now: now)
        case .ping: return receivedPing(frame, now: now)
        case .pong: return receivedPong(frame, now: now)
        case .goAway: return receivedGoAway(frame)
        case .end: return violated(.protocolError, "a client sent an END frame")
        }
    }

    /// A frame was longer than the message limit; its bytes were not kept.
    package mutating func receivedOversized(
        _ type: FrameType, stream: UInt32, flags: FrameFlags, now: ContinuousClock.Instant
    ) -> ServerFrameAction {
        switch state {
        case .awaitingHello: return violated(.protocolError, "a frame came before the hello")
        case .closed: return .none
        case .open, .draining, .finishing, .clientLeaving: break
        }
        switch type {
        case .call:
            if let violation = checkNewStream(stream) { return closed(violation) }
            return refused(stream, flags: flags, Self.oversizedMessage(limit: limits.messageBytes), now: now)
        case .message:
            return receivedOversizedMessage(stream: stream, now: now)
        case .end, .cancel, .credit, .ping, .pong, .goAway:
            return violated(.protocolError, "a client sent a frame that only a server sends")
        }
    }

    /// A frame of an ignorable type was passed over.
    package mutating func receivedSkipped(now: ContinuousClock.Instant) -> ServerFrameAction {
        switch state {
        case .awaitingHello: violated(.protocolError, "a frame came before the hello")
        case .closed: .none
        case .open, .draining, .finishing, .clientLeaving: charged(now: now) ?? .none
        }
    }
}
