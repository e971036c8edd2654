package import Testing

/// Lets tests that compute for seconds, without a place to wait, run one after the other.
///
/// Two of them side by side take both threads of a small machine, and whoever waits for a database meanwhile misses its
/// time limit.
package struct OneAtATime: SuiteTrait, TestTrait, TestScoping {
    private static let slots = Slots(count: 1)

    package let isRecursive = true

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        // Of a suite, its tests are what runs.
        guard testCase != nil else {
            try await function()
            return
        }
        try await Self.slots.run(function)
    }
}

extension Trait where Self == OneAtATime {
    /// For suites and tests that compute for seconds.
    package static var oneAtATime: Self { OneAtATime() }
}
