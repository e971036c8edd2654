package import NIOCore
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
    /// What has come of the answers of running calls.
    private var inbound: InboundStreams
    /// What waits to be sent.
    private var outbound = SendScheduler(connectionCredit: 0, streamCredit: 0)
    /// Whether both sides have the streaming capability; known once the server's hello has come.
    package private(set) var hasStreaming = false
    /// What the server said when it left; for the texts of calls that are lost then.
    package private(set) var farewell: String?

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

    // MARK: Calls

    /// A call wants a stream.
    ///
    /// - Parameter isStreaming: whether it may have more than one message each way. Such a call waits for the server's
    ///   hello, which says whether the server can and with how much credit.
    package mutating func callBegan(isStreaming: Bool = false) -> ClientOpenAction {
        switch state {
        case .awaitingHello where isStreaming: return .wait
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
        streams[stream] = ClientStreamStateMachine(isStreaming: isStreaming)
        if isStreaming { inbound.opened(stream: stream, with: nil, flags: []) }
        return .open(stream: stream)
    }

    /// The call's frame was not written after all; its id is not used again.
    package mutating func callTakenBack(stream: UInt32) {
        streams[stream] = nil
        forget(stream)
    }

    /// The caller waits no longer.
    package mutating func callAbandoned(stream: UInt32) -> ClientStreamStateMachine.AbandonAction {
        outbound.closed(stream: stream)
        inbound.discard(stream: stream)
        return streams[stream]?.abandoned() ?? .ignore
    }

    private mutating func forget(_ stream: UInt32) {
        outbound.closed(stream: stream)
        _ = inbound.drain(stream: stream)
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

// MARK: - Streams

extension ClientConnectionStateMachine {
    /// The caller takes the next message of an answer.
    package mutating func takeMessage(stream: UInt32) -> StreamInbox.Take {
        inbound.take(stream: stream, budget: limits.requestBytesInFlight)
    }

    /// Bytes of messages that have come and were not taken.
    package var heldBytes: Int { inbound.heldBytes }

    /// What has come of a call's answers and was not taken; the call is about to be failed.
    package mutating func takeRest(stream: UInt32) -> [ByteBuffer] { inbound.drain(stream: stream) }

    /// Credit to grant in CREDIT frames now.
    package mutating func takeGrants() -> [CreditGrant] { inbound.takeGrants() }

    /// Takes the credit for a message of `count` bytes that is written at once; false where it must be queued.
    package mutating func takeCredit(stream: UInt32, count: Int) -> Bool {
        outbound.takeCredit(stream: stream, count: count)
    }

    /// Queues a message that waits for credit or for its turn.
    package mutating func enqueue(
        stream: UInt32, _ message: ByteBuffer, as kind: OutboundMessage, now: ContinuousClock.Instant
    ) {
        guard streams[stream]?.isAwaited == true else { return }
        outbound.enqueue(stream: stream, message, as: kind, now: now)
    }

    /// The caller sends nothing more; whether an empty MESSAGE has to say so, since no queued one can.
    package mutating func endRequest(stream: UInt32) -> Bool {
        streams[stream]?.isAwaited == true && !outbound.becameLast(stream: stream)
    }

    /// Whether a message of `stream` is queued, some of it gone perhaps.
    package func hasQueuedMessage(stream: UInt32) -> Bool { outbound.hasMessage(stream: stream) }

    /// The next chunk to write; nil where nothing waits that has credit.
    package mutating func nextChunk(now: ContinuousClock.Instant) -> OutboundChunk? {
        outbound.nextChunk(now: now)
    }

    /// Whether something waits that has credit, as far as is known.
    package var canSend: Bool { outbound.canSend }
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
        let hasMessage = error == nil && frame.flags.contains(.hasMessage)
        guard message.readableBytes <= limits.messageBytes || !hasMessage else {
            return receivedOversized(.end, stream: frame.stream)
        }
        return ended(frame.stream, message: hasMessage ? message : nil, error)
    }

    private func wasOpened(_ stream: UInt32) -> Bool {
        !stream.isMultiple(of: 2) && stream < nextStream
    }

    private mutating func ended(_ stream: UInt32, message: ByteBuffer?, _ error: RPCError?) -> ClientFrameAction {
        guard var call = streams.removeValue(forKey: stream) else { return .none }
        outbound.closed(stream: stream)
        var rest: [ByteBuffer] = []
        if inbound.contains(stream: stream) {
            switch inbound.finish(stream: stream, with: message) {
            case .messages(let messages): rest = messages
            case .tooLong: return finished(stream, &call, rest: [], oversizedAnswer)
            case .insideMessage where error == nil:
                return violated(.protocolError, "a call ended well inside a message")
            case .insideMessage(let messages): rest = messages
            }
        } else if let message {
            rest = [message]
        }
        return finished(stream, &call, rest: rest, error)
    }

    private mutating func finished(
        _ stream: UInt32, _ call: inout ClientStreamStateMachine, rest: [ByteBuffer], _ error: RPCError?
    ) -> ClientFrameAction {
        switch call.receivedEnd() {
        case .ignore: return .placeFreed
        case .deliver: break
        }
        if call.isStreaming { return .streamEnded(stream: stream, rest: rest, error) }
        if let error { return .failed(stream: stream, error) }
        guard rest.count == 1 else {
            return violated(.protocolError, "a unary call ended well without a message, or with several")
        }
        return .answered(stream: stream, message: rest[0])
    }

    private var oversizedAnswer: RPCError {
        RPCError(
            .resourceExhausted,
            message: "the answer is longer than \(limits.messageBytes) bytes, the most that is taken here",
            processed: .yes)
    }

    private mutating func receivedMessage(_ frame: Frame, now: ContinuousClock.Instant) -> ClientFrameAction {
        guard hasStreaming, let call = streams[frame.stream] else {
            return violated(.protocolError, "a message of a call that is not known")
        }
        guard frame.isSoundForMessages, !frame.flags.contains(.endOfRequest) else {
            return violated(.protocolError, "a frame's flags contradict each other")
        }
        if frame.saysNothing, let flood = charged(now: now) { return flood }
        // A long answer comes in parts; the whole of it is waited for.
        if !call.isStreaming, !inbound.contains(stream: frame.stream) {
            inbound.opened(stream: frame.stream, with: nil, flags: [])
            if call.isAwaited {
                _ = takeMessage(stream: frame.stream)
            } else {
                inbound.discard(stream: frame.stream)
            }
        }
        switch inbound.received(frame, spareBytes: limits.requestBytesInFlight - inbound.heldBytes) {
        case .held, .late: return .none
        case .complete: return call.isStreaming ? .wakeReader(stream: frame.stream) : .none
        case .tooLong: return tooLong(frame.stream)
        case .beyondCredit: return violated(.flowControlError, "more bytes of messages than credit was given for")
        case .unknown, .afterEnd, .insideMessage:
            return violated(.protocolError, "a message of a call that takes none")
        }
    }

    private mutating func tooLong(_ stream: UInt32) -> ClientFrameAction {
        switch callAbandoned(stream: stream) {
        case .sendCancel: return .abandonCall(stream: stream, oversizedAnswer)
        case .ignore: return .none
        }
    }

    private mutating func receivedCredit(_ frame: Frame, now: ContinuousClock.Instant) -> ClientFrameAction {
        guard let bytes = frame.payload.getInteger(at: frame.payload.readerIndex, as: UInt32.self) else {
            return violated(.protocolError, "a CREDIT frame is cut short")
        }
        guard (1...WireConstants.creditMaximum).contains(bytes) else {
            return violated(.flowControlError, "a CREDIT frame grants nothing, or more than 2^31 - 1 bytes")
        }
        guard frame.stream == 0 || wasOpened(frame.stream) else {
            return violated(.protocolError, "credit for a call that was never opened")
        }
        if bytes < WireConstants.freeCreditBytesMinimum || !hasStreaming, let flood = charged(now: now) {
            return flood
        }
        guard hasStreaming else { return .none }
        let isWithinBounds: Bool
        if frame.stream == 0 {
            isWithinBounds = outbound.granted(bytes)
        } else if streams[frame.stream]?.isAwaited == true {
            isWithinBounds = outbound.granted(bytes, stream: frame.stream)
        } else {
            return .none
        }
        guard isWithinBounds else { return violated(.flowControlError, "credit beyond a window of 2^31 - 1 bytes") }
        return outbound.canSend ? .sendMore : .none
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
                forget(stream)
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
