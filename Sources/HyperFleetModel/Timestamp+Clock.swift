internal import Glibc

extension Timestamp {
    /// This machine's clock, cut to whole microseconds.
    public static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }

    /// The moment `duration` later, cut to whole microseconds; stays at the first or last moment there is.
    public func advanced(by duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, sumOverflow) = microseconds.addingReportingOverflow(overflow ? 0 : whole)
        let (result, tailOverflow) = sum.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        guard !overflow, !sumOverflow, !tailOverflow else {
            return Timestamp(microseconds: seconds < 0 ? .min : .max)
        }
        return Timestamp(microseconds: result)
    }
}
