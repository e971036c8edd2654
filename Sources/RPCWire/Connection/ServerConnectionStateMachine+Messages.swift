internal import NIOCore
internal import RPCCore

/// Frames of streams that run: messages of requests, and credit for answers.
extension ServerConnectionStateMachine {
    mutating func receivedMessage(_ frame: Frame, now: ContinuousClock.Instant) -> ServerFrameAction {
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
    mutating func receivedOversizedMessage(stream: UInt32, now: ContinuousClock.Instant) -> ServerFrameAction {
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

    mutating func receivedCredit(_ frame: Frame, now: ContinuousClock.Instant) -> ServerFrameAction {
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
}
