package import NIOCore

/// The messages of one stream that have come and are not taken yet, put together from their parts.
///
/// Bytes are given back as credit when their message is taken. While somebody waits for a message its parts are given
/// back as they come, so that a message may be longer than the window: what is held is at most a window that nobody
/// reads, or one message that somebody waits for.
package struct StreamInbox: Sendable {
    /// What whoever takes gets.
    package enum Take: Sendable, Hashable {
        case message(ByteBuffer)
        /// Nothing complete yet: it is waited for now.
        case waiting
        /// The peer has sent its last message.
        case ended
    }

    /// What became of a part.
    package enum Arrival: Sendable, Hashable {
        case held
        /// A message is complete.
        case complete
        /// The peer had no credit for it.
        case beyondCredit
        /// The message is longer than this side takes; what is held of it was dropped.
        case tooLong
    }

    private struct Message: Sendable {
        var bytes: ByteBuffer
        /// Credit to give back when it is taken.
        var cost: Int
    }

    private enum Mode {
        /// Can transition to: ended, discarding.
        case open
        /// The peer sends nothing more. Can transition to: discarding.
        case ended
        /// Nobody takes any more: what comes is counted and dropped.
        case discarding(ended: Bool)
    }

    private var mode = Mode.open
    private var messages = CircularBuffer<Message>()
    private var partial: Message?
    private var isAwaited = false
    private var window: ReceiveWindow
    private let messageLimit: Int
    private var grantDue: UInt32 = 0
    /// Bytes of messages that are held here.
    package private(set) var heldBytes = 0

    package init(window: Int, messageLimit: Int) {
        self.window = ReceiveWindow(size: window)
        self.messageLimit = messageLimit
    }

    /// What the peer may still send.
    package var credit: Int { window.credit }

    /// Whether the peer may still send messages.
    package var isOpen: Bool {
        switch mode {
        case .open: true
        case .ended, .discarding: false
        }
    }

    /// Whether what comes is dropped.
    package var isDiscarding: Bool {
        switch mode {
        case .discarding: true
        case .open, .ended: false
        }
    }

    /// Whether the peer has sent its last message.
    package var hasEnded: Bool {
        switch mode {
        case .open: false
        case .ended: true
        case .discarding(let ended): ended
        }
    }

    /// Whether a message has begun whose end has not come.
    package var isInsideMessage: Bool { partial != nil }

    /// A message or a part of one came.
    ///
    /// - Parameter cost: the credit that its frame takes: nothing for what a CALL or END carries.
    package mutating func received(_ part: ByteBuffer, cost: Int, completesMessage: Bool) -> Arrival {
        guard window.received(cost) else { return .beyondCredit }
        switch mode {
        case .open: break
        case .ended, .discarding:
            giveBack(cost)
            return .held
        }
        let before = partial?.bytes.readableBytes ?? 0
        guard before + part.readableBytes <= messageLimit else {
            discard()
            giveBack(cost)
            return .tooLong
        }
        append(part, cost: cost)
        heldBytes += part.readableBytes
        guard completesMessage, let whole = partial else {
            if isAwaited { giveBackPartial() }
            return .held
        }
        partial = nil
        messages.append(whole)
        return .complete
    }

    /// The peer sends nothing more.
    package mutating func end() {
        switch mode {
        case .open: mode = .ended
        case .discarding: mode = .discarding(ended: true)
        case .ended: break
        }
    }

    /// Takes the next message, or waits for it.
    package mutating func take() -> Take {
        if let message = messages.popFirst() {
            isAwaited = false
            heldBytes -= message.bytes.readableBytes
            giveBack(message.cost)
            return .message(message.bytes)
        }
        switch mode {
        case .ended, .discarding: return .ended
        case .open:
            isAwaited = true
            giveBackPartial()
            return .waiting
        }
    }

    /// Drops what is held; what still comes is counted and dropped.
    package mutating func discard() {
        mode = .discarding(ended: hasEnded)
        var cost = partial?.cost ?? 0
        for message in messages { cost += message.cost }
        partial = nil
        messages.removeAll()
        heldBytes = 0
        giveBack(cost)
    }

    /// The credit to grant now, once; nil where none is due.
    package mutating func takeGrant() -> UInt32? {
        guard grantDue > 0 else { return nil }
        defer { grantDue = 0 }
        // A peer that sends nothing more needs no credit.
        return isOpen ? grantDue : nil
    }

    private mutating func append(_ part: ByteBuffer, cost: Int) {
        guard var begun = partial else {
            partial = Message(bytes: part, cost: cost)
            return
        }
        partial = nil
        begun.bytes.writeImmutableBuffer(part)
        begun.cost += cost
        partial = begun
    }

    private mutating func giveBackPartial() {
        guard let cost = partial?.cost, cost > 0 else { return }
        partial?.cost = 0
        giveBack(cost)
    }

    private mutating func giveBack(_ cost: Int) {
        guard cost > 0, let grant = window.taken(cost) else { return }
        grantDue += grant
    }
}
