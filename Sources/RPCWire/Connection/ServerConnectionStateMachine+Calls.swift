internal import NIOCore
package import RPCCore

/// Calls: how they begin, and the ways in which they end.
extension ServerConnectionStateMachine {
    mutating func receivedCall(_ frame: Frame, now: ContinuousClock.Instant) -> ServerFrameAction {
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

    /// Bytes of requests that are held for calls that run.
    var heldBytes: Int { requestBytes + inbound.heldBytes }

    /// A new stream's id is odd and greater than every one before it.
    mutating func checkNewStream(_ stream: UInt32) -> WireViolation? {
        guard !stream.isMultiple(of: 2), stream <= WireConstants.streamIDMaximum else {
            return WireViolation(.protocolError, "a client's stream ids are odd and below 2^31")
        }
        guard stream > greatestStream else {
            return WireViolation(.protocolError, "a stream id was used again or goes backwards")
        }
        greatestStream = stream
        return nil
    }

    /// - Parameter flags: of the CALL; without END_OF_REQUEST its messages may be on the way.
    mutating func refused(
        _ stream: UInt32, flags: FrameFlags, _ error: RPCError, now: ContinuousClock.Instant
    ) -> ServerFrameAction {
        if streamsAreNegotiated, !flags.contains(.endOfRequest) { inbound.refused(stream: stream) }
        return charged(now: now) ?? .refuseCall(stream: stream, error)
    }

    /// The refusal of a message that is too long.
    package static func oversizedMessage(limit: Int, processed: Processed = .no) -> RPCError {
        RPCError(
            .resourceExhausted, message: "the message is longer than \(limit) bytes, the most that is taken here",
            processed: processed)
    }

    mutating func receivedCancel(_ frame: Frame, now: ContinuousClock.Instant) -> ServerFrameAction {
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
    mutating func overrule(_ stream: UInt32) {
        _ = streams[stream]?.overruled()
        outbound.closed(stream: stream)
        inbound.discard(stream: stream)
    }

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
}
