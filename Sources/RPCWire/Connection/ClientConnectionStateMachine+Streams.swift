package import NIOCore

/// Streams as the transport works with them: messages taken and sent, and the credit for both.
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
