internal import NIOCore
internal import RPCCore

/// Calls: how they begin, and the ways in which they end.
extension ClientConnectionStateMachine {
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

    mutating func forget(_ stream: UInt32) {
        outbound.closed(stream: stream)
        _ = inbound.drain(stream: stream)
    }

    mutating func receivedEnd(_ frame: Frame) -> ClientFrameAction {
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

    mutating func ended(_ stream: UInt32, message: ByteBuffer?, _ error: RPCError?) -> ClientFrameAction {
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

    func wasOpened(_ stream: UInt32) -> Bool {
        !stream.isMultiple(of: 2) && stream < nextStream
    }

    var oversizedAnswer: RPCError {
        RPCError(
            .resourceExhausted,
            message: "the answer is longer than \(limits.messageBytes) bytes, the most that is taken here",
            processed: .yes)
    }
}
