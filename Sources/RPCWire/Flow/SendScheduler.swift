package import NIOCore

/// Decides which stream sends next, within the credit that the peer has given, in turns of one chunk: a long message
/// holds up no short one, and a stream whose reader has stopped holds up nobody.
///
/// It holds at most one message of each stream; whoever writes the next waits for its last chunk.
package struct SendScheduler: Sendable {
    private struct Outgoing: Sendable {
        var credit: Int
        var rest: Rest?
        /// Whether the stream stands in `turns`.
        var hasTurn = false
    }

    private struct Rest: Sendable {
        var bytes: ByteBuffer
        var kind: OutboundMessage
        /// When a part of it went out last, or it was queued.
        var movedAt: ContinuousClock.Instant
    }

    /// A frame takes as much credit as it has bytes, its header included: empty messages cost something, too.
    package static let frameOverhead = WireConstants.frameHeaderBytes

    private var connectionCredit: Int
    private let initialStreamCredit: Int
    private var streams: [UInt32: Outgoing] = [:]
    private var turns = CircularBuffer<UInt32>()
    /// The first in turn waits for credit of the connection.
    private var isOutOfCredit = false

    /// - Parameters:
    ///   - connectionCredit: what the peer's hello grants the connection, in bytes.
    ///   - streamCredit: what it grants each stream at its start.
    package init(connectionCredit: Int, streamCredit: Int) {
        self.connectionCredit = connectionCredit
        self.initialStreamCredit = streamCredit
    }

    /// Whether something waits that has credit, as far as is known.
    package var canSend: Bool { !turns.isEmpty && !isOutOfCredit }

    /// Whether a message of `stream` is queued, some of it gone perhaps.
    package func hasMessage(stream: UInt32) -> Bool { streams[stream]?.rest != nil }

    // MARK: Messages

    /// Takes the credit of a message of `count` bytes that is written at once; false where it must be queued.
    package mutating func takeCredit(stream: UInt32, count: Int) -> Bool {
        let cost = count + Self.frameOverhead
        guard turns.isEmpty, count <= WireConstants.chunkBytes, cost <= connectionCredit else { return false }
        var outgoing = streams[stream] ?? Outgoing(credit: initialStreamCredit)
        guard outgoing.rest == nil, cost <= outgoing.credit else { return false }
        outgoing.credit -= cost
        connectionCredit -= cost
        streams[stream] = outgoing
        return true
    }

    /// Queues a message; the stream must have none queued.
    package mutating func enqueue(
        stream: UInt32, _ bytes: ByteBuffer, as kind: OutboundMessage, now: ContinuousClock.Instant
    ) {
        var outgoing = streams[stream] ?? Outgoing(credit: initialStreamCredit)
        assert(outgoing.rest == nil, "a stream has one message at a time")
        outgoing.rest = Rest(bytes: bytes, kind: kind, movedAt: now)
        if !outgoing.hasTurn {
            outgoing.hasTurn = true
            turns.append(stream)
        }
        streams[stream] = outgoing
    }

    /// No message follows the one that is queued; false where none is.
    package mutating func becameLast(stream: UInt32) -> Bool {
        guard streams[stream]?.rest != nil else { return false }
        streams[stream]?.rest?.kind = .lastRequest
        return true
    }

    /// The next chunk to write; nil where nothing waits, or no credit is left for what does.
    package mutating func nextChunk(now: ContinuousClock.Instant) -> OutboundChunk? {
        while let stream = turns.first {
            guard var outgoing = streams[stream], var rest = outgoing.rest else {
                turns.removeFirst()
                streams[stream]?.hasTurn = false
                continue
            }
            let isFree = rest.kind == .answer && rest.bytes.readableBytes <= WireConstants.chunkBytes
            let count: Int
            if isFree {
                count = rest.bytes.readableBytes
            } else {
                let least = min(rest.bytes.readableBytes, WireConstants.leastChunkBytes)
                guard connectionCredit >= least + Self.frameOverhead else {
                    isOutOfCredit = true
                    return nil
                }
                guard outgoing.credit >= least + Self.frameOverhead else {
                    // Without credit there are no turns; `granted` gives them back.
                    turns.removeFirst()
                    outgoing.hasTurn = false
                    streams[stream] = outgoing
                    continue
                }
                let credit = min(outgoing.credit, connectionCredit) - Self.frameOverhead
                count = min(rest.bytes.readableBytes, WireConstants.chunkBytes, credit)
                outgoing.credit -= count + Self.frameOverhead
                connectionCredit -= count + Self.frameOverhead
            }
            guard let part = rest.bytes.readSlice(length: count) else { return nil }
            turns.removeFirst()
            rest.movedAt = now
            let isLast = rest.bytes.readableBytes == 0
            outgoing.rest = isLast ? nil : rest
            outgoing.hasTurn = !isLast
            if !isLast { turns.append(stream) }
            streams[stream] = outgoing
            return OutboundChunk(stream: stream, bytes: part, completes: isLast ? rest.kind : nil)
        }
        return nil
    }

    /// The call has ended: nothing more of it is sent.
    package mutating func closed(stream: UInt32) {
        guard let outgoing = streams.removeValue(forKey: stream), outgoing.hasTurn else { return }
        turns.removeAll { $0 == stream }
        isOutOfCredit = false
    }

    // MARK: Credit

    /// The peer granted the connection `bytes`; false where that passes the largest window.
    package mutating func granted(_ bytes: UInt32) -> Bool {
        connectionCredit += Int(bytes)
        isOutOfCredit = false
        return connectionCredit <= Int(WireConstants.creditMaximum)
    }

    /// The peer granted a running call's stream `bytes`; false where that passes the largest window.
    package mutating func granted(_ bytes: UInt32, stream: UInt32) -> Bool {
        var outgoing = streams[stream] ?? Outgoing(credit: initialStreamCredit)
        outgoing.credit += Int(bytes)
        if outgoing.rest != nil, !outgoing.hasTurn {
            outgoing.hasTurn = true
            turns.append(stream)
        }
        streams[stream] = outgoing
        return outgoing.credit <= Int(WireConstants.creditMaximum)
    }

    // MARK: Time

    /// When the message that has stood longest was moved last; nil where none stands.
    package var oldestMove: ContinuousClock.Instant? {
        streams.values.lazy.compactMap { $0.rest?.movedAt }.min()
    }

    /// Streams with a message of which nothing could be sent for `timeout`.
    package func stalled(for timeout: Duration, now: ContinuousClock.Instant) -> [UInt32] {
        streams.filter { $0.value.rest.map { $0.movedAt.advanced(by: timeout) <= now } ?? false }.keys.sorted()
    }
}
