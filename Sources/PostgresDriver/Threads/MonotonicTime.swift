internal import Glibc

/// A moment of the monotonic clock, the one that conditions and polls wait by.
struct MonotonicTime: Sendable, Comparable {
    let nanoseconds: Int64

    static var now: MonotonicTime {
        var time = Glibc.timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    static func < (left: MonotonicTime, right: MonotonicTime) -> Bool { left.nanoseconds < right.nanoseconds }

    static func + (left: MonotonicTime, right: Duration) -> MonotonicTime {
        MonotonicTime(nanoseconds: left.nanoseconds + right.wholeNanoseconds)
    }

    /// How long ago this moment was.
    var elapsed: Duration { .nanoseconds(MonotonicTime.now.nanoseconds - nanoseconds) }

    var timespec: timespec {
        Glibc.timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    }
}

extension Duration {
    /// Whole nanoseconds; at most 100 years of them.
    var wholeNanoseconds: Int64 {
        let limit: Int64 = 100 * 365 * 86_400
        let (seconds, attoseconds) = components
        guard seconds < limit else { return limit * 1_000_000_000 }
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    /// Whole milliseconds, rounded up.
    var wholeMilliseconds: Int64 { (wholeNanoseconds + 999_999) / 1_000_000 }
}
