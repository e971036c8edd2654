internal import NIOCore

/// Frames of streams that run: messages of answers, and credit for requests.
extension ClientConnectionStateMachine {
    mutating func receivedMessage(_ frame: Frame, now: ContinuousClock.Instant) -> ClientFrameAction {
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

    mutating func tooLong(_ stream: UInt32) -> ClientFrameAction {
        switch callAbandoned(stream: stream) {
        case .sendCancel: return .abandonCall(stream: stream, oversizedAnswer)
        case .ignore: return .none
        }
    }

    mutating func receivedCredit(_ frame: Frame, now: ContinuousClock.Instant) -> ClientFrameAction {
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
}
