internal import NIOCore

/// What a peer must not do, and what it may do only so often.
extension ServerConnectionStateMachine {
    /// A stream that a CALL has opened at some time.
    func checkKnownStream(_ stream: UInt32, _ what: String) -> WireViolation? {
        guard stream > greatestStream || stream.isMultiple(of: 2) else { return nil }
        return WireViolation(.protocolError, "\(what) for a call that was never opened")
    }

    static let unsoundFlags = "a frame's flags contradict each other"

    /// Takes a token, or ends the connection.
    mutating func charged(now: ContinuousClock.Instant) -> ServerFrameAction? {
        guard !tokens.take(now: now) else { return nil }
        return violated(.flood, "more control frames, cancels and refused calls than are allowed in a while")
    }

    mutating func violated(_ code: GoAwayCode, _ message: String) -> ServerFrameAction {
        closed(WireViolation(code, message))
    }

    mutating func closed(_ violation: WireViolation) -> ServerFrameAction {
        state = .closed
        return .closeFor(violation)
    }
}
