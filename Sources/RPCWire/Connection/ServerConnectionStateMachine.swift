package import NIOCore
package import RPCCore

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
    private enum State {
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

    private var state = State.awaitingHello
    private let limits: WireLimits
    private var streams: [UInt32: ServerStreamStateMachine] = [:]
    private var greatestStream: UInt32 = 0
    private var requestBytes = 0
    private var tokens: TokenBucket
    private var reconnectWindowMilliseconds: UInt32 = 0
    /// Whether both sides have the streaming capability.
    private var streamsAreNegotiated = false
    /// What has come of the requests of running streaming calls.
    private var inbound: InboundStreams
    /// What waits to be sent.
    private var outbound = SendScheduler(connectionCredit: 0, streamCredit: 0)

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

    // MARK: Calls

    /// The handler of `stream` has ended.
    package mutating func handlerEnded(stream: UInt32) -> ServerEndAction {
        guard var call = streams.removeValue(forKey: stream) else {
            return ServerEndAction(reply: .nothing, closesConnection: false)
        }
        requestBytes -= call.requestBytes
        if streamsAreNegotiated {
            outbound.closed(stream: stream)
            inbound.closed(stream: stream)
        }
        let reply = call.handlerEnded()
        switch state {
        case .finishing, .clientLeaving:
            guard streams.isEmpty else { return ServerEndAction(reply: reply, closesConnection: false) }
            state = .closed
            return ServerEndAction(reply: reply, closesConnection: true)
        case .open, .draining:
            return ServerEndAction(reply: reply, closesConnection: false)
        case .awaitingHello, .closed:
            return ServerEndAction(reply: .nothing, closesConnection: false)
        }
    }

    /// Stops every call whose deadline is not after `now` and names them: each gets END with DEADLINE_EXCEEDED and
    /// its handler is cancelled.
    package mutating func deadlinesPassed(now: ContinuousClock.Instant) -> [UInt32] {
        var passed: [UInt32] = []
        for (stream, call) in streams where call.isRunning && call.deadline <= now {
            passed.append(stream)
        }
        for stream in passed { overrule(stream) }
        return passed.sorted()
    }

    /// The call's END goes out before its handler has stopped: nothing more is taken or sent for it.
    private mutating func overrule(_ stream: UInt32) {
        _ = streams[stream]?.overruled()
        outbound.closed(stream: stream)
        inbound.discard(stream: stream)
    }

    // MARK: Leaving

    /// The server stops: no new calls, those in transit still served.
    package mutating func drainBegan(reconnectWindow: Duration) -> ServerDrainAction {
        switch state {
        case .awaitingHello:
            state = .closed
            return .close
        case .open, .clientLeaving:
            state = .draining
            reconnectWindowMilliseconds = UInt32(clamping: reconnectWindow.milliseconds)
            let notice = goAway(lastStream: WireConstants.streamIDMaximum)
            return .sendGoAwayAndPing(notice, ping: Self.drainPing)
        case .draining, .finishing, .closed:
            return .none
        }
    }

    /// The client did not answer the first step in time.
    package mutating func drainNoticeTimedOut() -> ServerDrainTimeoutAction {
        switch state {
        case .draining:
            let notice = fixLastStream()
            return streams.isEmpty ? .sendFinalGoAwayAndClose(notice) : .sendFinalGoAway(notice)
        case .awaitingHello, .open, .finishing, .clientLeaving, .closed:
            return .none
        }
    }

    /// The socket is gone, or is being closed: names the calls whose handlers must be cancelled.
    package mutating func connectionLost() -> [UInt32] {
        state = .closed
        return streams.keys.sorted()
    }

    /// The refusal of a message that is too long.
    package static func oversizedMessage(limit: Int, processed: Processed = .no) -> RPCError {
        RPCError(
            .resourceExhausted, message: "the message is longer than \(limit) bytes, the most that is taken here",
            processed: processed)
    }
}

// MARK: - Streams

extension ServerConnectionStateMachine {
    /// Whether messages may be cut into parts and calls may have more than one.
    package var hasStreaming: Bool { streamsAreNegotiated }

    /// The call of `stream` is a streaming one: its life is longer, and its answers take credit.
    ///
    /// - Parameter request: the whole request, where it came in the CALL frame.
    /// - Returns: its deadline.
    package mutating func streamingCallBegan(
        stream: UInt32, request: ByteBuffer?, timeoutMilliseconds: UInt32, now: ContinuousClock.Instant
    ) -> ContinuousClock.Instant {
        let asked = Duration.milliseconds(timeoutMilliseconds)
        let life = asked == .zero ? limits.maximumStreamAge : min(asked, limits.maximumStreamAge)
        let deadline = now.advanced(by: life)
        streams[stream]?.deadlineMoved(to: deadline)
        if let request { inbound.opened(stream: stream, with: request, flags: .wholeRequest) }
        return deadline
    }

    /// The handler takes the next message of its request.
    package mutating func takeMessage(stream: UInt32) -> StreamInbox.Take {
        inbound.take(stream: stream, budget: limits.requestBytesInFlight - requestBytes)
    }

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
        guard streams[stream]?.isRunning == true else { return }
        outbound.enqueue(stream: stream, message, as: kind, now: now)
    }

    /// The next chunk to write; nil where nothing waits that has credit.
    package mutating func nextChunk(now: ContinuousClock.Instant) -> OutboundChunk? {
        outbound.nextChunk(now: now)
    }

    /// Whether a message of `stream` is queued, some of it gone perhaps.
    package func hasQueuedMessage(stream: UInt32) -> Bool { outbound.hasMessage(stream: stream) }

    /// Whether something waits that has credit, as far as is known.
    package var canSend: Bool { outbound.canSend }

    /// When it must be looked for messages that the client has given no credit for; nil where none waits.
    package var nextSendStall: ContinuousClock.Instant? {
        outbound.oldestMove?.advanced(by: limits.stalledStreamTimeout)
    }

    /// Ends every call of which nothing could be sent for too long and names them.
    package mutating func sendStalls(now: ContinuousClock.Instant) -> [UInt32] {
        let stalled = outbound.stalled(for: limits.stalledStreamTimeout, now: now)
        for stream in stalled { overrule(stream) }
        return stalled
    }
}

// MARK: - One frame type each

extension ServerConnectionStateMachine {
    private mutating func receivedCall(_ frame: Frame, now: ContinuousClock.Instant) -> ServerFrameAction {
        if let violation = checkNewStream(frame.stream) { return closed(violation) }
        guard frame.isSoundForMessages else { return violated(.protocolError, Self.unsoundFlags) }
        switch state {
        case .open, .draining: break
        case .finishing:
            let error = RPCError(.unavailable, message: "the server is stopping", processed: .no)
            return refused(frame.stream, flags: frame.flags, error, now: now)
        case .clientLeaving:
            return violated(.protocolError, "a call after the client's own GOAWAY")
        case .awaitingHello, .closed:
            return .none
        }
        guard streams.count < limits.concurrentCalls else {
            let error = RPCError(
                .resourceExhausted,
                message: "\(limits.concurrentCalls) calls run on this connection, the most at the same time",
                processed: .no)
            return refused(frame.stream, flags: frame.flags, error, now: now)
        }
        guard streamsAreNegotiated || frame.flags == .wholeRequest else {
            let error = RPCError(
                .unimplemented, message: "calls with more or less than one request message were not negotiated",
                processed: .no)
            return refused(frame.stream, flags: frame.flags, error, now: now)
        }
        return accept(frame, now: now)
    }

    private mutating func accept(_ frame: Frame, now: ContinuousClock.Instant) -> ServerFrameAction {
        var message = frame.payload
        let head: CallHead
        do throws(RPCError) {
            head = try CallHead(reading: &message, metadataLimit: limits.metadataBytes)
        } catch {
            return refused(frame.stream, flags: frame.flags, error, now: now)
        }
        guard frame.flags.contains(.hasMessage) || message.readableBytes == 0 else {
            let error = RPCError(
                .invalidArgument, message: "bytes behind the head of a call that brings no message", processed: .no)
            return refused(frame.stream, flags: frame.flags, error, now: now)
        }
        guard message.readableBytes <= limits.messageBytes else {
            return refused(
                frame.stream, flags: frame.flags, Self.oversizedMessage(limit: limits.messageBytes), now: now)
        }
        guard heldBytes + message.readableBytes <= limits.requestBytesInFlight else {
            let error = RPCError(
                .resourceExhausted,
                message: "the requests that run on this connection hold \(heldBytes) bytes already", processed: .no)
            return refused(frame.stream, flags: frame.flags, error, now: now)
        }
        let asked = Duration.milliseconds(head.timeoutMilliseconds)
        let timeout = asked == .zero ? limits.defaultDeadline : min(asked, limits.maximumDeadline)
        let deadline = now.advanced(by: timeout)
        guard frame.flags == .wholeRequest else {
            streams[frame.stream] = ServerStreamStateMachine(deadline: deadline, requestBytes: 0)
            inbound.opened(stream: frame.stream, with: message, flags: frame.flags)
            return .startStream(stream: frame.stream, head: head, deadline: deadline)
        }
        requestBytes += message.readableBytes
        streams[frame.stream] = ServerStreamStateMachine(deadline: deadline, requestBytes: message.readableBytes)
        return .startCall(stream: frame.stream, head: head, message: message, deadline: deadline)
    }

    private var heldBytes: Int { requestBytes + inbound.heldBytes }

    private mutating func receivedMessage(_ frame: Frame, now: ContinuousClock.Instant) -> ServerFrameAction {
        if let violation = checkKnownStream(frame.stream, "a message") { return closed(violation) }
        guard frame.isSoundForMessages else { return violated(.protocolError, Self.unsoundFlags) }
        guard streamsAreNegotiated else {
            // The call has ended or was refused: its messages may have been in transit.
            return streams[frame.stream] == nil
                ? charged(now: now) ?? .none : violated(.protocolError, "a message after the end of the request")
        }
        if streams[frame.stream] != nil, !inbound.contains(stream: frame.stream) {
            return violated(.protocolError, "a message after the end of the request")
        }
        if frame.saysNothing, let flood = charged(now: now) { return flood }
        switch inbound.received(frame, spareBytes: limits.requestBytesInFlight - heldBytes) {
        case .held: return .none
        case .complete: return .wakeReader(stream: frame.stream)
        case .late: return .none
        case .unknown: return charged(now: now) ?? .none
        case .tooLong: return tooLong(frame.stream)
        case .afterEnd: return violated(.protocolError, "a message after the end of the request")
        case .insideMessage: return violated(.protocolError, "a request ends inside a message")
        case .beyondCredit: return violated(.flowControlError, "more bytes of messages than credit was given for")
        }
    }

    /// A part longer than any message: its bytes were dropped.
    private mutating func receivedOversizedMessage(stream: UInt32, now: ContinuousClock.Instant) -> ServerFrameAction {
        if let violation = checkKnownStream(stream, "a message") { return closed(violation) }
        guard streams[stream] != nil else { return charged(now: now) ?? .none }
        guard streamsAreNegotiated, inbound.isOpen(stream: stream) else {
            return violated(.protocolError, "a message after the end of the request")
        }
        // It is longer than any message, so what credit there is must be more than that to cover it.
        guard inbound.connectionCredit > limits.messageBytes else {
            return violated(.flowControlError, "more bytes of messages than credit was given for")
        }
        return tooLong(stream)
    }

    private mutating func tooLong(_ stream: UInt32) -> ServerFrameAction {
        guard streams[stream]?.isRunning == true else { return .none }
        overrule(stream)
        return .overruleCall(stream: stream, Self.oversizedMessage(limit: limits.messageBytes, processed: .maybe))
    }

    private mutating func receivedCancel(_ frame: Frame, now: ContinuousClock.Instant) -> ServerFrameAction {
        if let violation = checkKnownStream(frame.stream, "a CANCEL") { return closed(violation) }
        guard frame.payload.readableBytes >= 1 else { return violated(.protocolError, "an empty CANCEL frame") }
        if let flood = charged(now: now) { return flood }
        switch streams[frame.stream]?.receivedCancel() {
        case .cancelHandler:
            outbound.closed(stream: frame.stream)
            inbound.discard(stream: frame.stream)
            return .cancelHandler(stream: frame.stream)
        case .ignore, nil: return .none
        }
    }

    private mutating func receivedCredit(_ frame: Frame, now: ContinuousClock.Instant) -> ServerFrameAction {
        guard let bytes = frame.payload.getInteger(at: frame.payload.readerIndex, as: UInt32.self) else {
            return violated(.protocolError, "a CREDIT frame is cut short")
        }
        guard (1...WireConstants.creditMaximum).contains(bytes) else {
            return violated(.flowControlError, "a CREDIT frame grants nothing, or more than 2^31 - 1 bytes")
        }
        if frame.stream != 0, let violation = checkKnownStream(frame.stream, "credit") { return closed(violation) }
        if bytes < WireConstants.freeCreditBytesMinimum || !streamsAreNegotiated, let flood = charged(now: now) {
            return flood
        }
        guard streamsAreNegotiated else { return .none }
        let isWithinBounds: Bool
        if frame.stream == 0 {
            isWithinBounds = outbound.granted(bytes)
        } else if streams[frame.stream]?.isRunning == true {
            isWithinBounds = outbound.granted(bytes, stream: frame.stream)
        } else {
            return .none
        }
        guard isWithinBounds else { return violated(.flowControlError, "credit beyond a window of 2^31 - 1 bytes") }
        return outbound.canSend ? .sendMore : .none
    }

    private mutating func receivedPing(_ frame: Frame, now: ContinuousClock.Instant) -> ServerFrameAction {
        guard frame.payload.readableBytes == 8,
            let id = frame.payload.getInteger(at: frame.payload.readerIndex, as: UInt64.self)
        else { return violated(.protocolError, "a PING frame does not hold eight bytes") }
        return charged(now: now) ?? .sendPong(id)
    }

    private mutating func receivedPong(_ frame: Frame, now: ContinuousClock.Instant) -> ServerFrameAction {
        guard frame.payload.readableBytes == 8,
            let id = frame.payload.getInteger(at: frame.payload.readerIndex, as: UInt64.self)
        else { return violated(.protocolError, "a PONG frame does not hold eight bytes") }
        if let flood = charged(now: now) { return flood }
        switch state {
        case .draining where id == Self.drainPing:
            let notice = fixLastStream()
            return streams.isEmpty ? .sendFinalGoAwayAndClose(notice) : .sendFinalGoAway(notice)
        case .awaitingHello, .open, .draining, .finishing, .clientLeaving, .closed:
            return .none
        }
    }

    private mutating func receivedGoAway(_ frame: Frame) -> ServerFrameAction {
        do throws(WireViolation) {
            _ = try GoAway(payload: frame.payload)
        } catch {
            return closed(error)
        }
        switch state {
        case .open, .clientLeaving:
            state = .clientLeaving
        case .awaitingHello, .draining, .finishing, .closed:
            return .none
        }
        guard streams.isEmpty else { return .none }
        state = .closed
        return .close
    }

    // MARK: Shared

    /// A stream that a CALL has opened at some time.
    private func checkKnownStream(_ stream: UInt32, _ what: String) -> WireViolation? {
        guard stream > greatestStream || stream.isMultiple(of: 2) else { return nil }
        return WireViolation(.protocolError, "\(what) for a call that was never opened")
    }

    private static let unsoundFlags = "a frame's flags contradict each other"

    /// A new stream's id is odd and greater than every one before it.
    private mutating func checkNewStream(_ stream: UInt32) -> WireViolation? {
        guard !stream.isMultiple(of: 2), stream <= WireConstants.streamIDMaximum else {
            return WireViolation(.protocolError, "a client's stream ids are odd and below 2^31")
        }
        guard stream > greatestStream else {
            return WireViolation(.protocolError, "a stream id was used again or goes backwards")
        }
        greatestStream = stream
        return nil
    }

    /// Takes a token, or ends the connection.
    private mutating func charged(now: ContinuousClock.Instant) -> ServerFrameAction? {
        guard !tokens.take(now: now) else { return nil }
        return violated(.flood, "more control frames, cancels and refused calls than are allowed in a while")
    }

    /// - Parameter flags: of the CALL; without END_OF_REQUEST its messages may be on the way.
    private mutating func refused(
        _ stream: UInt32, flags: FrameFlags, _ error: RPCError, now: ContinuousClock.Instant
    ) -> ServerFrameAction {
        if streamsAreNegotiated, !flags.contains(.endOfRequest) { inbound.refused(stream: stream) }
        return charged(now: now) ?? .refuseCall(stream: stream, error)
    }

    private mutating func violated(_ code: GoAwayCode, _ message: String) -> ServerFrameAction {
        closed(WireViolation(code, message))
    }

    private mutating func closed(_ violation: WireViolation) -> ServerFrameAction {
        state = .closed
        return .closeFor(violation)
    }

    private mutating func fixLastStream() -> GoAway {
        state = streams.isEmpty ? .closed : .finishing
        return goAway(lastStream: greatestStream)
    }

    private func goAway(lastStream: UInt32) -> GoAway {
        GoAway(
            code: .drain, lastStream: lastStream, reconnectWindowMilliseconds: reconnectWindowMilliseconds,
            message: "the server is stopping")
    }

    /// What a GOAWAY for `violation` says: calls up to the greatest stream may have been processed.
    package func goAway(for violation: WireViolation) -> GoAway {
        GoAway(code: violation.code, lastStream: greatestStream, message: violation.message)
    }
}
