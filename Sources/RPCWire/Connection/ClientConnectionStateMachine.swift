internal import NIOCore
internal import RPCCore

/// One connection as the client sees it: which streams are open, what the server's frames mean, and how it ends.
///
///     awaitingHello --accepted--> open --GOAWAY--> leaving --last call ended--> closed
///           |                       '----- stream ids used up -----^              ^
///           '---- refused, anything that is not allowed, or the socket's end -----'
///
/// A violation by the server closes the connection with a reason (`closeFor`); an END for a call that is not known
/// any more is let pass; an event that only the transport's own fault can bring changes nothing.
package struct ClientConnectionStateMachine: Sendable {
    enum State {
        /// The hello is out; a few calls may follow it. Can transition to: open, leavingEarly, closed.
        case awaitingHello
        /// Can transition to: leaving, closed.
        case open(ServerHello.Acceptance)
        /// No more calls, and the server's hello is still to come. Can transition to: leaving, closed.
        case leavingEarly
        /// Running calls are finished, new ones go elsewhere. Can transition to: closed.
        case leaving
        case closed
    }

    var state = State.awaitingHello
    let limits: WireLimits
    var streams: [UInt32: ClientStreamStateMachine] = [:]
    var nextStream: UInt32 = 1
    var tokens: TokenBucket
    /// What has come of the answers of running calls.
    var inbound: InboundStreams
    /// What waits to be sent.
    var outbound = SendScheduler(connectionCredit: 0, streamCredit: 0)
    /// Whether both sides have the streaming capability; known once the server's hello has come.
    package private(set) var hasStreaming = false
    /// What the server said when it left; for the texts of calls that are lost then.
    package internal(set) var farewell: String?

    package init(limits: WireLimits, now: ContinuousClock.Instant) {
        self.limits = limits
        self.tokens = TokenBucket(
            burst: limits.controlFrameBurst, perSecond: limits.controlFramesPerSecond, now: now)
        self.inbound = InboundStreams(limits: limits)
    }

    /// The hello to send first.
    package func hello(software: String) -> ClientHello {
        ClientHello(
            capabilities: .supported,
            limits: PeerLimits(limits, concurrentCalls: 0, keepalive: limits.keepaliveInterval), software: software)
    }

    /// Whether nothing is left to do here: the connection takes no calls and has none.
    package var isFinished: Bool {
        switch state {
        case .leavingEarly, .leaving: streams.isEmpty
        case .closed: true
        case .awaitingHello, .open: false
        }
    }

    /// Calls that hold a place at the server.
    package var callCount: Int { streams.count }

    /// The longest message that the server takes; nil before its hello.
    package var serverMessageBytes: Int? {
        switch state {
        case .open(let acceptance): Int(acceptance.limits.messageBytes)
        case .awaitingHello, .leavingEarly, .leaving, .closed: nil
        }
    }

    // MARK: What comes

    package mutating func received(_ hello: ServerHello) -> ClientHelloAction {
        switch state {
        case .awaitingHello, .leavingEarly: break
        case .open, .leaving, .closed:
            state = .closed
            return .closeFor(WireViolation(.protocolError, "a second hello"))
        }
        switch hello {
        case .accepted(let acceptance):
            guard acceptance.version == WireConstants.version,
                Capabilities.supported.isSuperset(of: acceptance.capabilities)
            else {
                state = .closed
                return .closeFor(WireViolation(.protocolError, "the server chose what the client did not offer"))
            }
            hasStreaming = acceptance.capabilities.contains(.streaming)
            guard !hasStreaming || acceptance.limits.windowsSuffice else {
                state = .closed
                return .closeFor(WireViolation(.protocolError, "the server's windows are too small for streaming"))
            }
            outbound = SendScheduler(
                connectionCredit: Int(acceptance.limits.connectionWindowBytes),
                streamCredit: Int(acceptance.limits.streamWindowBytes))
            greeted(acceptance)
            return .ready(acceptance)
        case .refused(let refusal):
            state = .closed
            farewell = refusal.message
            return .refused(refusal)
        }
    }

    private mutating func greeted(_ acceptance: ServerHello.Acceptance) {
        switch state {
        case .awaitingHello: state = .open(acceptance)
        case .leavingEarly: state = .leaving
        case .open, .leaving, .closed: break
        }
    }

    package mutating func received(_ frame: Frame, now: ContinuousClock.Instant) -> ClientFrameAction {
        switch state {
        case .awaitingHello, .leavingEarly: return violated(.protocolError, "a frame came before the hello")
        case .closed: return .none
        case .open, .leaving: break
        }
        switch frame.type {
        case .end: return receivedEnd(frame)
        case .ping: return receivedPing(frame, now: now)
        case .pong: return charged(now: now) ?? .none
        case .credit: return receivedCredit(frame, now: now)
        case .goAway: return receivedGoAway(frame)
        case .message: return receivedMessage(frame, now: now)
        case .call, .cancel: return violated(.protocolError, "a server sent a frame that only a client sends")
        }
    }

    /// A frame was longer than this side takes; its bytes were not kept.
    package mutating func receivedOversized(_ type: FrameType, stream: UInt32) -> ClientFrameAction {
        switch state {
        case .awaitingHello, .leavingEarly: return violated(.protocolError, "a frame came before the hello")
        case .closed: return .none
        case .open, .leaving: break
        }
        switch type {
        case .end:
            guard wasOpened(stream) else {
                return violated(.protocolError, "an END for a call that was never opened")
            }
            return ended(stream, message: nil, oversizedAnswer)
        case .message:
            guard hasStreaming, streams[stream] != nil else {
                return violated(.protocolError, "a message of a call that is not known")
            }
            return tooLong(stream)
        case .call, .cancel, .credit, .ping, .pong, .goAway:
            return violated(.protocolError, "a server sent a frame that only a client sends")
        }
    }

    /// A frame of an ignorable type was passed over.
    package mutating func receivedSkipped(now: ContinuousClock.Instant) -> ClientFrameAction {
        switch state {
        case .awaitingHello, .leavingEarly: violated(.protocolError, "a frame came before the hello")
        case .closed: .none
        case .open, .leaving: charged(now: now) ?? .none
        }
    }
}
