/// Finds a peer that is gone without a word: pings it after a quiet time, and gives up when nothing comes back.
///
///     resting --quiet for `interval`--> pinged --nothing for `timeout`--> dead
///        ^------------ anything heard -----'
///
/// Anything that the peer sends counts as a sign of life, not only the PONG.
package struct KeepaliveStateMachine: Sendable {
    private enum State {
        /// Can transition to: pinged.
        case resting
        /// Can transition to: resting, dead.
        case pinged(at: ContinuousClock.Instant)
        case dead
    }

    /// What the transport does when it has looked at the clock.
    package enum Action: Sendable, Hashable {
        case none
        case sendPing(UInt64)
        case close(WireViolation)
    }

    private var state = State.resting
    private var heardAt: ContinuousClock.Instant
    private var pings: UInt64 = 0
    /// Zero is no keepalive.
    private let interval: Duration
    private let timeout: Duration

    package init(interval: Duration, timeout: Duration, now: ContinuousClock.Instant) {
        self.interval = interval
        self.timeout = timeout
        self.heardAt = now
    }

    /// Bytes of the peer came; true where they answer a ping, so that the next check comes sooner than was thought.
    @discardableResult
    package mutating func heard(now: ContinuousClock.Instant) -> Bool {
        heardAt = now
        switch state {
        case .resting, .dead: return false
        case .pinged:
            state = .resting
            return true
        }
    }

    /// When the clock must be looked at next; nil is never.
    package var nextCheck: ContinuousClock.Instant? {
        guard interval > .zero else { return nil }
        switch state {
        case .resting: return heardAt.advanced(by: interval)
        case .pinged(let at): return at.advanced(by: timeout)
        case .dead: return nil
        }
    }

    /// The clock shows `now`.
    package mutating func timeChecked(now: ContinuousClock.Instant) -> Action {
        guard let nextCheck, now >= nextCheck else { return .none }
        switch state {
        case .resting:
            state = .pinged(at: now)
            pings += 1
            return .sendPing(pings)
        case .pinged:
            state = .dead
            return .close(WireViolation(.keepaliveTimeout, "nothing was heard for too long"))
        case .dead:
            return .none
        }
    }
}
