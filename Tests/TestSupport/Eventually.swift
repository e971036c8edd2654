/// Waits until `condition` holds, asking again every 10 ms; throws when it does not within `timeout`.
///
/// For what gives no event to await, such as the state of another process.
package func waitUntil(
    _ what: String, timeout: Duration = .seconds(120), _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + timeout
    while try await !condition() {
        guard ContinuousClock.now < end else { throw TestSupportError("not within \(timeout): \(what)") }
        try await Task.sleep(for: .milliseconds(10))
    }
}

/// Waits until `value` gives something, asking again every 10 ms; throws when it does not within `timeout`.
package func eventually<Value>(
    _ what: String, timeout: Duration = .seconds(120), _ value: () async throws -> Value?
) async throws -> Value {
    let end = ContinuousClock.now + timeout
    while true {
        if let found = try await value() { return found }
        guard ContinuousClock.now < end else { throw TestSupportError("not within \(timeout): \(what)") }
        try await Task.sleep(for: .milliseconds(10))
    }
}
