/// How long something took: how often, in all, the longest, and how they are spread.
///
/// Durations are counted in buckets, eight for each doubling, so that a percentile is at most an eighth too long.
package struct DurationSummary: Sendable, Hashable {
    /// Enough for any number of nanoseconds that 63 bits hold.
    private static let bucketCount = 61 * 8

    /// How many were measured.
    package private(set) var count: Int64 = 0
    /// The sum of all in nanoseconds; stays at the largest number there is.
    package private(set) var sum: Int64 = 0
    /// The longest in nanoseconds, exactly.
    package private(set) var max: Int64 = 0
    private var buckets = [Int64](repeating: 0, count: Self.bucketCount)

    /// Nothing was measured yet.
    package init() {}

    /// Counts one more duration; a negative one counts as none.
    package mutating func add(nanoseconds: Int64) {
        let nanoseconds = Swift.max(0, nanoseconds)
        count += 1
        let (sum, overflow) = self.sum.addingReportingOverflow(nanoseconds)
        self.sum = overflow ? .max : sum
        max = Swift.max(max, nanoseconds)
        buckets[Self.bucket(of: nanoseconds)] += 1
    }

    /// The nanoseconds that this part of all, 0 to 1, did not exceed; 0 when nothing was measured.
    package func percentile(_ part: Double) -> Int64 {
        let wanted = Swift.max(1, Int64((Double(count) * part).rounded(.up)))
        var seen: Int64 = 0
        for (bucket, count) in buckets.enumerated() {
            seen += count
            if seen >= wanted { return Swift.min(Self.longest(in: bucket), max) }
        }
        return max
    }

    /// 0 to 7 have a bucket each; a greater number is told by its highest bit and the three below it.
    private static func bucket(of nanoseconds: Int64) -> Int {
        guard nanoseconds >= 8 else { return Int(nanoseconds) }
        let highestBit = Int64.bitWidth - 1 - nanoseconds.leadingZeroBitCount
        return (highestBit - 2) * 8 + Int(nanoseconds >> Int64(highestBit - 3) & 7)
    }

    private static func longest(in bucket: Int) -> Int64 {
        guard bucket >= 8 else { return Int64(bucket) }
        let (group, step) = bucket.quotientAndRemainder(dividingBy: 8)
        let width = Int64(1) << Int64(group - 1)
        return (Int64(8 + step) * width) + (width - 1)
    }
}
