/// Looks at files again and again.
package enum FileWatch {
    /// Calls `look` every `interval`, until the task is cancelled.
    package static func run(every interval: Duration, _ look: () async -> Void) async {
        while !Task.isCancelled {
            // Ends early when the task is cancelled, which the loop finds out by itself.
            try? await Task.sleep(for: interval)
            if !Task.isCancelled { await look() }
        }
    }
}
