/// What a server must not do, and what it may do only so often.
extension ClientConnectionStateMachine {
    mutating func charged(now: ContinuousClock.Instant) -> ClientFrameAction? {
        guard !tokens.take(now: now) else { return nil }
        return violated(.flood, "more control frames than are allowed in a while")
    }

    mutating func violated(_ code: GoAwayCode, _ message: String) -> ClientFrameAction {
        state = .closed
        return .closeFor(WireViolation(code, message))
    }
}
