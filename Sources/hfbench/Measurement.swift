internal import Histogram

/// What one worker, or all of them together, saw: latencies of the calls that succeeded, and the failures.
struct Measurement: Sendable {
    /// In nanoseconds, three significant digits, up to a minute.
    private(set) var latencies = Histogram<UInt64>(
        lowestDiscernibleValue: 1_000, highestTrackableValue: 60_000_000_000, numberOfSignificantValueDigits: .three)
    private(set) var failures: [String: Int] = [:]

    mutating func record(_ latency: Duration) {
        let parts = latency.components
        let nanoseconds =
            UInt64(max(0, parts.seconds)) * 1_000_000_000 + UInt64(max(0, parts.attoseconds)) / 1_000_000_000
        _ = latencies.record(min(nanoseconds, 60_000_000_000))
    }

    mutating func recordFailure(_ name: String) {
        failures[name, default: 0] += 1
    }

    mutating func merge(_ other: Measurement) {
        latencies.add(other.latencies)
        failures.merge(other.failures, uniquingKeysWith: +)
    }
}
