internal import NIOCore

extension TimeAmount {
    /// The time from now to `instant`, not below zero.
    init(until instant: ContinuousClock.Instant, from now: ContinuousClock.Instant) {
        let (seconds, attoseconds) = now.duration(to: instant).components
        let whole = min(max(seconds, 0), 1 << 30)
        self = .nanoseconds(max(0, whole * 1_000_000_000 + attoseconds / 1_000_000_000))
    }

    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(min(seconds, 1 << 30) * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
