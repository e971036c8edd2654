/// The moment by which a call must have ended, on this machine's own clock.
///
/// On the wire a deadline is relative (what is left of it), so the clocks of two machines need not agree.
public struct Deadline: Sendable, Hashable, Comparable {
    /// The moment.
    public let instant: ContinuousClock.Instant

    /// A deadline at `instant`.
    public init(_ instant: ContinuousClock.Instant) {
        self.instant = instant
    }

    /// A deadline `duration` from now.
    public static func after(_ duration: Duration) -> Deadline {
        Deadline(ContinuousClock.now.advanced(by: duration))
    }

    /// What is left; negative once it has passed.
    public var remaining: Duration {
        ContinuousClock.now.duration(to: instant)
    }

    /// Whether `left` comes first.
    public static func < (left: Deadline, right: Deadline) -> Bool {
        left.instant < right.instant
    }
}
