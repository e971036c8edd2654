import Metrics
import RPCTelemetry
import Testing

@Suite("Collected metrics")
struct MetricsCollectorTests {
    private let collector = MetricsCollector(instrumentsMax: 3)

    private func counter(_ label: String, _ dimensions: [(String, String)] = []) -> Int64? {
        collector.snapshot.counters.first { sample in
            sample.label == label && sample.dimensions == Dictionary(uniqueKeysWithValues: dimensions)
        }?.value
    }

    @Test("counters are told apart by label and dimensions, and one of the same name is the same")
    func counters() {
        Metrics.Counter(label: "calls", dimensions: [("method", "a")], factory: collector).increment(by: 2)
        Metrics.Counter(label: "calls", dimensions: [("method", "b")], factory: collector).increment()
        Metrics.Counter(label: "calls", dimensions: [("method", "a")], factory: collector).increment()
        #expect(counter("calls", [("method", "a")]) == 3)
        #expect(counter("calls", [("method", "b")]) == 1)
        #expect(counter("calls") == nil)
    }

    @Test("past the limit further instruments are taken, and kept apart no more")
    func limit() {
        for name in ["a", "b", "c", "d", "e"] {
            Metrics.Counter(label: name, factory: collector).increment()
            Metrics.Timer(label: name, factory: collector).recordNanoseconds(1)
        }
        #expect(Set(collector.snapshot.counters.map(\.label)) == ["a", "b", "c"])
        #expect(Set(collector.snapshot.timers.map(\.label)) == ["a", "b", "c"])
        Metrics.Counter(label: "a", factory: collector).increment()
        #expect(counter("a") == 2)
    }

    @Test("recorders and meters are taken and forgotten")
    func others() {
        Recorder(label: "r", dimensions: [], aggregate: true, factory: collector).record(1)
        Meter(label: "m", factory: collector).set(1)
        FloatingPointCounter(label: "f", factory: collector).increment(by: 1.5)
        #expect(collector.snapshot.counters.isEmpty && collector.snapshot.timers.isEmpty)
    }

    @Test("all threads are counted")
    func concurrently() async throws {
        let collector = collector
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    let counter = Metrics.Counter(label: "n", factory: collector)
                    let timer = Metrics.Timer(label: "t", factory: collector)
                    for value in 0..<1_000 {
                        counter.increment()
                        timer.recordNanoseconds(value)
                    }
                }
            }
        }
        #expect(counter("n") == 8_000)
        let durations = try #require(collector.snapshot.timers.first?.value)
        #expect(durations.count == 8_000)
        #expect(durations.sum == 3_996_000)
        #expect(durations.max == 999)
    }

    @Test("a percentile is never too short, and at most an eighth too long")
    func percentiles() {
        var summary = DurationSummary()
        #expect(summary.percentile(0.5) == 0)
        var values: [Int64] = []
        var value: Int64 = 1
        while value < 1 << 60 {
            values += [value, value + value / 3]
            value *= 3
        }
        for value in values { summary.add(nanoseconds: value) }
        values.sort()
        for part in [0.01, 0.25, 0.5, 0.9, 0.99, 1] {
            let exact = values[max(1, Int((Double(values.count) * part).rounded(.up))) - 1]
            let found = summary.percentile(part)
            #expect(found >= exact && found <= exact + exact / 8, "\(part): \(found) for \(exact)")
        }
        #expect(summary.percentile(1) == values.last)
    }

    @Test("the edges of numbers have a bucket")
    func edges() {
        for value in [Int64.min, -1, 0, 7, 8, 15, 16, .max - 1, .max] {
            var summary = DurationSummary()
            summary.add(nanoseconds: value)
            summary.add(nanoseconds: value)
            let wanted = max(0, value)
            #expect(summary.percentile(0.5) == wanted)
            #expect(summary.max == wanted)
            #expect(summary.count == 2)
        }
    }
}
