/// Watches that a hello or frame that has begun goes on: a peer that sends a byte now and then holds memory for
/// nothing.
package struct StallWatch: Sendable {
    private struct Mark {
        var since: ContinuousClock.Instant
        var bytes: Int
    }

    private let timeout: Duration
    private let progressBytes: Int
    private var mark: Mark?
    private var bytesRead = 0

    package init(timeout: Duration, progressBytes: Int) {
        self.timeout = timeout
        self.progressBytes = progressBytes
    }

    /// When the clock must be looked at next; nil while nothing has begun.
    package var nextCheck: ContinuousClock.Instant? {
        mark.map { $0.since.advanced(by: timeout) }
    }

    /// Bytes came in.
    ///
    /// - Parameter isPending: whether something that has begun is not complete after them.
    /// - Parameter completed: whether they completed something, so that what is pending now is new.
    package mutating func received(bytes: Int, isPending: Bool, completed: Bool, now: ContinuousClock.Instant) {
        bytesRead += bytes
        if !isPending {
            mark = nil
        } else if mark == nil || completed {
            mark = Mark(since: now, bytes: bytesRead)
        }
    }

    /// The clock shows `now`: whether the peer has stalled.
    package mutating func timeChecked(now: ContinuousClock.Instant) -> Bool {
        guard let mark, now >= mark.since.advanced(by: timeout) else { return false }
        guard bytesRead - mark.bytes >= progressBytes else { return true }
        self.mark = Mark(since: now, bytes: bytesRead)
        return false
    }
}
