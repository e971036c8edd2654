internal import HyperFleetModel
internal import Synchronization

/// Looks at the server's health for all who watch it: once for all of them, and only while there are any.
package final class HealthMonitor: Sendable {
    private enum Phase {
        case running
        /// Whoever watches is told, and nobody watches any more.
        case stopping
    }

    private struct State {
        var phase = Phase.running
        var watchers: [Int: AsyncStream<Health>.Continuation] = [:]
        var nextID = 0
    }

    private let state = Mutex(State())
    private let interval: Duration
    private let version: String
    private let kinds: @Sendable () -> String
    private let check: @Sendable () async -> String?

    /// - Parameters:
    ///   - version: The server program's version.
    ///   - kinds: A hash of the settings of the kinds.
    ///   - interval: How long after a look the next one comes.
    ///   - check: Nil when calls can be expected to work, else why not.
    package init(
        version: String, kinds: @escaping @Sendable () -> String = { "" }, interval: Duration = .seconds(1),
        check: @escaping @Sendable () async -> String?
    ) {
        self.version = version
        self.kinds = kinds
        self.interval = interval
        self.check = check
    }

    /// Looks again and again until the task is cancelled; without it, watchers see the first answer only.
    package func run() async {
        while !Task.isCancelled {
            if watcherCount > 0 { tell(await now()) }
            // A cancelled sleep ends the loop.
            try? await Task.sleep(for: interval)
        }
    }

    /// Tells all watchers that the server stops, and ends their streams; from now on the health is that.
    package func stop() {
        let watchers = state.withLock { state in
            state.phase = .stopping
            defer { state.watchers = [:] }
            return Array(state.watchers.values)
        }
        for watcher in watchers {
            watcher.yield(stopping)
            watcher.finish()
        }
    }

    /// How many watch now.
    var watcherCount: Int { state.withLock { $0.watchers.count } }

    /// The health now.
    func now() async -> Health {
        guard isRunning else { return stopping }
        let trouble = await check()
        // A stop may have come while the check was under way; it must not be told over.
        guard isRunning else { return stopping }
        return Health(isServing: trouble == nil, message: trouble ?? "", version: version, kindsHash: kinds())
    }

    /// What is seen from now on, changed or not; a watcher that is slow gets the newest only. It ends when the server
    /// stops, or when the task that waits is cancelled.
    func looks() -> AsyncStream<Health> {
        let (stream, continuation) = AsyncStream.makeStream(of: Health.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state -> Int? in
            guard state.phase == .running else { return nil }
            state.nextID += 1
            state.watchers[state.nextID] = continuation
            return state.nextID
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.watchers.removeValue(forKey: id) }
        }
        return stream
    }

    private var isRunning: Bool { state.withLock { $0.phase == .running } }

    private var stopping: Health {
        Health(isServing: false, message: "the server is stopping", version: version, kindsHash: kinds())
    }

    private func tell(_ health: Health) {
        for watcher in state.withLock({ Array($0.watchers.values) }) { watcher.yield(health) }
    }
}
