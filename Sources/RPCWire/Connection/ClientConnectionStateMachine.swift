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
    private enum State {
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

    private var state = State.awaitingHello
    private let limits: WireLimits
    private var streams: [UInt32: ClientStreamStateMachine] = [:]
    private var nextStream: UInt32 = 1
    private var tokens: TokenBucket
    /// What the server said when it left; for the texts of calls that are lost then.
    package private(set) var farewell: String?

    package init(limits: WireLimits, now: ContinuousClock.Instant) {
        self.limits = limits
        self.tokens = TokenBucket(
            burst: limits.controlFrameBurst, perSecond: limits.controlFramesPerSecond, now: now)
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

    // MARK: Calls

    /// A call wants a stream.
    package mutating func callBegan() -> ClientOpenAction {
        switch state {
        case .awaitingHello:
            guard streams.count < WireConstants.earlyCallsMaximum else { return .wait }
        case .open(let acceptance):
            guard streams.count < Int(acceptance.limits.concurrentCalls) else { return .wait }
        case .leavingEarly, .leaving, .closed:
            return .useAnotherConnection
        }
        guard nextStream <= WireConstants.streamIDMaximum else {
            leaveBegan()
            return .useAnotherConnection
        }
        let stream = nextStream
        nextStream += 2
        streams[stream] = ClientStreamStateMachine()
        return .open(stream: stream)
    }

    /// The call's frame was not written after all; its id is not used again.
    package mutating func callTakenBack(stream: UInt32) {
        streams[stream] = nil
    }

    /// The caller waits no longer.
    package mutating func callAbandoned(stream: UInt32) -> ClientStreamStateMachine.AbandonAction {
        streams[stream]?.abandoned() ?? .ignore
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
        case .credit: return charged(now: now) ?? .none
        case .goAway: return receivedGoAway(frame)
        case .message: return violated(.protocolError, "a message on a stream, which was not negotiated")
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
            let error = RPCError(
                .resourceExhausted,
                message: "the answer is longer than \(limits.messageBytes) bytes, the most that is taken here",
                processed: .yes)
            return ended(stream, .failed(stream: stream, error))
        case .call, .message, .cancel, .credit, .ping, .pong, .goAway:
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

    // MARK: Leaving

    /// The socket is gone: names every call that somebody still waits for, and whether it may have had an effect.
    package mutating func connectionLost() -> [LostCall] {
        let lost = streams.filter { $0.value.isAwaited }.keys.sorted()
        state = .closed
        streams = [:]
        return lost.map { LostCall(stream: $0, processed: .maybe) }
    }

    /// The client wants no more calls here; running ones are finished.
    package mutating func leaveBegan() {
        switch state {
        case .awaitingHello: state = .leavingEarly
        case .open: state = .leaving
        case .leavingEarly, .leaving, .closed: break
        }
    }
}

// MARK: - One frame type each

extension ClientConnectionStateMachine {
    private mutating func receivedEnd(_ frame: Frame) -> ClientFrameAction {
        guard wasOpened(frame.stream) else {
            return violated(.protocolError, "an END for a call that was never opened")
        }
        var message = frame.payload
        let error: RPCError?
        do throws(WireViolation) {
            error = try CallStatus.read(from: &message)
        } catch {
            return violated(error.code, error.message)
        }
        if let error { return ended(frame.stream, .failed(stream: frame.stream, error)) }
        guard frame.flags.contains(.hasMessage) else {
            return violated(.protocolError, "a unary call ended well without a message")
        }
        guard message.readableBytes <= limits.messageBytes else {
            return receivedOversized(.end, stream: frame.stream)
        }
        return ended(frame.stream, .answered(stream: frame.stream, message: message))
    }

    private func wasOpened(_ stream: UInt32) -> Bool {
        !stream.isMultiple(of: 2) && stream < nextStream
    }

    private mutating func ended(_ stream: UInt32, _ action: ClientFrameAction) -> ClientFrameAction {
        guard var call = streams.removeValue(forKey: stream) else { return .none }
        switch call.receivedEnd() {
        case .deliver: return action
        case .ignore: return .placeFreed
        }
    }

    private mutating func receivedPing(_ frame: Frame, now: ContinuousClock.Instant) -> ClientFrameAction {
        guard frame.payload.readableBytes == 8,
            let id = frame.payload.getInteger(at: frame.payload.readerIndex, as: UInt64.self)
        else { return violated(.protocolError, "a PING frame does not hold eight bytes") }
        return charged(now: now) ?? .sendPong(id)
    }

    private mutating func receivedGoAway(_ frame: Frame) -> ClientFrameAction {
        let goAway: GoAway
        do throws(WireViolation) {
            goAway = try GoAway(payload: frame.payload)
        } catch {
            return violated(error.code, error.message)
        }
        farewell = goAway.message
        state = .leaving
        var notProcessed: [UInt32] = []
        if frame.flags.contains(.final) {
            for (stream, call) in streams where stream > goAway.lastStream {
                streams[stream] = nil
                if call.isAwaited { notProcessed.append(stream) }
            }
        }
        return .leave(
            notProcessed: notProcessed.sorted(),
            reconnectWindow: .milliseconds(goAway.reconnectWindowMilliseconds))
    }

    private mutating func charged(now: ContinuousClock.Instant) -> ClientFrameAction? {
        guard !tokens.take(now: now) else { return nil }
        return violated(.flood, "more control frames than are allowed in a while")
    }

    private mutating func violated(_ code: GoAwayCode, _ message: String) -> ClientFrameAction {
        state = .closed
        return .closeFor(WireViolation(code, message))
    }
}
