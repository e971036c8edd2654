/// A resource's id: a UUID version 7 (RFC 9562), so that ids order by the time they were made.
public struct ResourceID: Sendable, Hashable, Comparable {
    /// The 64 more significant bits.
    public let high: UInt64
    /// The 64 less significant bits.
    public let low: UInt64

    /// The id of these bits.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Orders by the bits, and so by the time of making.
    public static func < (left: ResourceID, right: ResourceID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
