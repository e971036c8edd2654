/// Makes UUIDs version 7 (RFC 9562 section 5.7) that rise strictly, also within one millisecond.
///
/// A fresh millisecond starts at random; within one, and when the clock steps back, the 74 random bits are raised
/// by a random step (the RFC's "monotonic random", section 6.2 method 2).
struct ResourceIDSequence: Sendable {
    /// The 48-bit count of milliseconds since 1970 of the last id.
    private var milliseconds: UInt64 = 0
    /// `rand_a` of the last id, 12 bits.
    private var randomHigh: UInt64 = 0
    /// `rand_b` of the last id, 62 bits.
    private var randomLow: UInt64 = 0

    private static let lowMask: UInt64 = 1 << 62 - 1

    /// The next id at the moment `now`.
    mutating func next(
        at now: Timestamp, using generator: inout some RandomNumberGenerator
    ) -> ResourceID {
        let present = UInt64(max(0, now.microseconds) / 1_000) & (1 << 48 - 1)
        if present > milliseconds {
            milliseconds = present
            // The highest bit stays free, so that steps within the millisecond find room.
            randomHigh = generator.next() & 0x7ff
            randomLow = generator.next() & Self.lowMask
        } else {
            step(by: 1 + generator.next() & 0xffff_ffff)
        }
        return ResourceID(
            high: milliseconds << 16 | 7 << 12 | randomHigh,
            low: 1 << 63 | randomLow)
    }

    private mutating func step(by amount: UInt64) {
        randomLow += amount
        guard randomLow > Self.lowMask else { return }
        randomLow &= Self.lowMask
        randomHigh += 1
        guard randomHigh > 0xfff else { return }
        randomHigh = 0
        milliseconds += 1
    }
}
