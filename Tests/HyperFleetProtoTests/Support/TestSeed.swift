import Foundation

/// The seed of this run's random values: `HYPERFLEET_TEST_SEED`, else a new one, which failures print.
enum TestSeed {
    static let value: UInt64 =
        ProcessInfo.processInfo.environment["HYPERFLEET_TEST_SEED"].flatMap { UInt64($0) }
        ?? UInt64.random(in: 1...UInt64.max)

    /// What a failure says of how to see it again.
    static var note: String { "repeat with HYPERFLEET_TEST_SEED=\(value)" }
}
