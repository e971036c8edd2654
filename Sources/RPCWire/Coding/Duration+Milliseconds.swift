extension Duration {
    /// Whole milliseconds, rounded up, so that what is left of a deadline never becomes none at all.
    package var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let part = attoseconds / 1_000_000_000_000_000
        let rest: Int64 = attoseconds % 1_000_000_000_000_000 > 0 ? 1 : 0
        return whole.addingReportingOverflow(part + rest).partialValue
    }
}
