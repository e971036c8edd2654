package import NIOCore
internal import RPCCore

/// Streams as the transport works with them: messages taken and sent, and the credit for both.
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
