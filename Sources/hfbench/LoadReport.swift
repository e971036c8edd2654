internal import Foundation
internal import Histogram

/// The figures of one load, for people and for programs.
struct LoadReport: Encodable {
    let call: String
    let connections: Int
    let inFlight: Int
    let seconds: Double
    let calls: UInt64
    let callsPerSecond: Double
    let p50Microseconds: Double
    let p90Microseconds: Double
    let p99Microseconds: Double
    let p999Microseconds: Double
    let maxMicroseconds: Double
    let cpu: CPUFigures?
    let failures: [String: Int]

    init(call: String, options: LoadOptions, elapsed: Duration, measurement: Measurement, cpu: CPUFigures?) {
        self.call = call
        connections = options.connections
        inFlight = options.inFlight
        let parts = elapsed.components
        let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        self.seconds = seconds
        calls = measurement.latencies.totalCount
        callsPerSecond = Double(measurement.latencies.totalCount) / seconds
        func percentile(_ percent: Double) -> Double {
            Double(measurement.latencies.valueAtPercentile(percent)) / 1_000
        }
        p50Microseconds = percentile(50)
        p90Microseconds = percentile(90)
        p99Microseconds = percentile(99)
        p999Microseconds = percentile(99.9)
        maxMicroseconds = percentile(100)
        self.cpu = cpu
        failures = measurement.failures
    }

    /// One line for people.
    var line: String {
        var text =
            "\(call): \(Int(callsPerSecond)) calls/s, p50 \(Int(p50Microseconds)) us, p90 \(Int(p90Microseconds)) us, "
            + "p99 \(Int(p99Microseconds)) us, p99.9 \(Int(p999Microseconds)) us "
            + "(\(connections) connections x \(inFlight) in flight, \(calls) calls)"
        if let cpu { text += " \(cpu.text)" }
        for (name, count) in failures.sorted(by: { $0.key < $1.key }) { text += "\n  failed: \(count) x \(name)" }
        return text
    }

    /// One JSON object with sorted keys.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
