package import NIOCore

/// What comes on the streams of one connection: an inbox for each, the connection's own window, and the credit of calls
/// that ended before their peer knew.
package struct InboundStreams: Sendable {
    /// What a MESSAGE frame came to.
    package enum Arrival: Sendable, Hashable {
        case held
        /// A message is complete, or no further one comes.
        case complete
        /// The call has ended, and its peer could not know: dropped.
        case late
        /// Not on any stream that takes messages, nor lately ended.
        case unknown
        /// The message is longer than this side takes; the rest of the stream is dropped.
        case tooLong
        case afterEnd
        case insideMessage
        case beyondCredit
    }

    private var inboxes: [UInt32: StreamInbox] = [:]
    /// What the peers of ended calls may still send, oldest first in `lateOrder`.
    private var lateCredit: [UInt32: Int] = [:]
    private var lateOrder = CircularBuffer<UInt32>()
    private var window: ReceiveWindow
    /// Connection credit that is kept back while too much is held.
    private var withheld = 0
    private var grants: [CreditGrant] = []
    private let limits: WireLimits
    /// Bytes of messages that have come and were not taken.
    package private(set) var heldBytes = 0

    package init(limits: WireLimits) {
        self.limits = limits
        self.window = ReceiveWindow(size: limits.connectionWindowBytes)
    }

    /// What the peer may still send on the connection.
    package var connectionCredit: Int { window.credit }

    /// Whether `stream` has an inbox here.
    package func contains(stream: UInt32) -> Bool {
        inboxes[stream] != nil
    }

    /// Whether further messages may come on `stream`.
    package func isOpen(stream: UInt32) -> Bool {
        inboxes[stream]?.isOpen ?? false
    }

    /// A stream begins, with what its CALL frame carries.
    package mutating func opened(stream: UInt32, with message: ByteBuffer?, flags: FrameFlags) {
        var inbox = StreamInbox(window: limits.streamWindowBytes, messageLimit: limits.messageBytes)
        if let message, flags.contains(.hasMessage) {
            _ = inbox.received(message, cost: 0, completesMessage: !flags.contains(.more))
        }
        if flags.contains(.endOfRequest) { inbox.end() }
        heldBytes += inbox.heldBytes
        inboxes[stream] = inbox
    }

    /// A MESSAGE frame came.
    ///
    /// - Parameter spareBytes: how much more may be held; below it the connection gets no further credit.
    package mutating func received(_ frame: Frame, spareBytes: Int) -> Arrival {
        // The end of a request takes no credit where no message comes with it.
        let cost =
            frame.flags.contains(.hasMessage) ? frame.payload.readableBytes + SendScheduler.frameOverhead : 0
        guard window.received(cost) else { return .beyondCredit }
        guard let index = inboxes.index(forKey: frame.stream) else {
            giveBack(cost, spareBytes: spareBytes)
            return receivedLate(frame.stream, cost: cost)
        }
        let before = inboxes.values[index].heldBytes
        let arrival = Self.receive(frame, cost: cost, into: &inboxes.values[index])
        let added = inboxes.values[index].heldBytes - before
        heldBytes += added
        giveBack(cost, spareBytes: spareBytes - added)
        if let bytes = inboxes.values[index].takeGrant() {
            grants.append(CreditGrant(stream: frame.stream, bytes: bytes))
        }
        return arrival
    }

    private static func receive(_ frame: Frame, cost: Int, into inbox: inout StreamInbox) -> Arrival {
        guard !inbox.hasEnded else { return .afterEnd }
        var arrival = Arrival.held
        if frame.flags.contains(.hasMessage) {
            switch inbox.received(frame.payload, cost: cost, completesMessage: !frame.flags.contains(.more)) {
            case .held: break
            case .complete: arrival = .complete
            case .beyondCredit: return .beyondCredit
            case .tooLong: return .tooLong
            }
        }
        guard frame.flags.contains(.endOfRequest) else { return arrival }
        guard !inbox.isInsideMessage else { return .insideMessage }
        let wasOpen = inbox.isOpen
        inbox.end()
        return wasOpen ? .complete : arrival
    }

    private mutating func receivedLate(_ stream: UInt32, cost: Int) -> Arrival {
        guard let credit = lateCredit[stream] else { return .unknown }
        guard cost <= credit else { return .beyondCredit }
        lateCredit[stream] = credit - cost
        return .late
    }

    /// Takes the next message of `stream`.
    ///
    /// - Parameter budget: how much may be held in all.
    package mutating func take(stream: UInt32, budget: Int) -> StreamInbox.Take {
        guard let index = inboxes.index(forKey: stream) else { return .ended }
        let before = inboxes.values[index].heldBytes
        let take = inboxes.values[index].take()
        heldBytes += inboxes.values[index].heldBytes - before
        if let bytes = inboxes.values[index].takeGrant() { grants.append(CreditGrant(stream: stream, bytes: bytes)) }
        if withheld > 0 { giveBack(0, spareBytes: budget - heldBytes) }
        return take
    }

    /// Nobody takes the stream's messages any more.
    package mutating func discard(stream: UInt32) {
        guard let index = inboxes.index(forKey: stream) else { return }
        heldBytes -= inboxes.values[index].heldBytes
        inboxes.values[index].discard()
        if withheld > 0 { giveBack(0, spareBytes: limits.requestBytesInFlight - heldBytes) }
    }

    /// The call has ended; its peer may not know yet.
    package mutating func closed(stream: UInt32) {
        discard(stream: stream)
        guard let inbox = inboxes.removeValue(forKey: stream), !inbox.hasEnded else { return }
        remember(stream, credit: inbox.credit)
    }

    /// The call was refused; its peer may have begun to send messages.
    package mutating func refused(stream: UInt32) {
        remember(stream, credit: limits.streamWindowBytes)
    }

    private mutating func remember(_ stream: UInt32, credit: Int) {
        lateCredit[stream] = credit
        lateOrder.append(stream)
        if lateOrder.count > WireConstants.lateStreamsMaximum { lateCredit[lateOrder.removeFirst()] = nil }
    }

    /// What a call's END makes of its stream.
    package enum Finish: Sendable, Hashable {
        /// What was not taken.
        case messages([ByteBuffer])
        case tooLong
        /// A message has begun and will not be completed; what was complete before it.
        case insideMessage([ByteBuffer])
    }

    /// The call has ended, with a last message or the last part of one: hands over what was not taken.
    package mutating func finish(stream: UInt32, with last: ByteBuffer?) -> Finish {
        guard let index = inboxes.index(forKey: stream) else { return .messages([]) }
        if let last {
            let before = inboxes.values[index].heldBytes
            let arrival = inboxes.values[index].received(last, cost: 0, completesMessage: true)
            heldBytes += inboxes.values[index].heldBytes - before
            if case .tooLong = arrival {
                inboxes[stream] = nil
                return .tooLong
            }
        }
        let isInsideMessage = inboxes.values[index].isInsideMessage
        let rest = drain(stream: stream)
        return isInsideMessage ? .insideMessage(rest) : .messages(rest)
    }

    /// The call has ended with what has come: hands over what was not taken.
    package mutating func drain(stream: UInt32) -> [ByteBuffer] {
        guard var inbox = inboxes.removeValue(forKey: stream) else { return [] }
        heldBytes -= inbox.heldBytes
        inbox.end()
        var rest: [ByteBuffer] = []
        while case .message(let bytes) = inbox.take() { rest.append(bytes) }
        return rest
    }

    /// Credit to grant now, once.
    package mutating func takeGrants() -> [CreditGrant] {
        guard !grants.isEmpty else { return [] }
        defer { grants.removeAll(keepingCapacity: true) }
        return grants
    }

    /// Connection credit goes back as bytes come, whoever takes them: a reader that stops holds up its own stream only.
    private mutating func giveBack(_ cost: Int, spareBytes: Int) {
        withheld += cost
        guard spareBytes > 0 else { return }
        let returned = withheld
        withheld = 0
        if let bytes = window.taken(returned) { grants.append(CreditGrant(stream: 0, bytes: bytes)) }
    }
}
