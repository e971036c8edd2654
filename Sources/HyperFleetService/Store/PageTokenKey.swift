/// The 128-bit key that page tokens are sealed with.
package struct PageTokenKey: Sendable, Hashable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}
