/// What a collector's instruments have been told so far.
package struct MetricsSnapshot: Sendable {
    /// What one instrument has been told.
    package struct Sample<Value: Sendable>: Sendable {
        package let label: String
        package let dimensions: [String: String]
        package let value: Value

        init(label: String, _ dimensions: [String], _ value: Value) {
            self.label = label
            self.value = value
            var pairs: [String: String] = [:]
            for place in stride(from: 0, to: dimensions.count - 1, by: 2) {
                pairs[dimensions[place]] = dimensions[place + 1]
            }
            self.dimensions = pairs
        }
    }

    package let counters: [Sample<Int64>]
    package let timers: [Sample<DurationSummary>]
}
