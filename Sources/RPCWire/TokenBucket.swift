/// Tokens for what costs a peer little and this side work; they come back with time.
package struct TokenBucket: Sendable, Hashable {
    private let burst: Int
    private let perSecond: Int
    private var tokens: Int
    private var filledAt: ContinuousClock.Instant

    package init(burst: Int, perSecond: Int, now: ContinuousClock.Instant) {
        self.burst = burst
        self.perSecond = perSecond
        self.tokens = burst
        self.filledAt = now
    }

    /// Takes one token; false when none is left.
    package mutating func take(now: ContinuousClock.Instant) -> Bool {
        if tokens < burst, perSecond > 0 {
            let earned = filledAt.duration(to: now) / .milliseconds(1) * Double(perSecond) / 1_000
            if earned >= 1 {
                let whole = Int(min(earned, Double(burst)))
                tokens = min(burst, tokens + whole)
                filledAt = tokens == burst ? now : filledAt.advanced(by: .seconds(1) * whole / perSecond)
            }
        } else {
            filledAt = now
        }
        guard tokens > 0 else { return false }
        tokens -= 1
        return true
    }
}
