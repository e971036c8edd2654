internal import Synchronization

/// Threads of a lane that are not needed yet, and have no connection.
final class ThreadReserve: Sendable {
    private struct State {
        var calls = 0
        var isClosed = false
    }

    private let monitor = Monitor(State())
    /// How many have not been called yet.
    private let available: Atomic<Int>

    /// - Parameter count: how many threads will await a call; they may be called before they do.
    init(count: Int) {
        available = Atomic(count)
    }

    /// Lets one thread go, if one is left.
    func call() {
        guard available.load(ordering: .relaxed) > 0 else { return }
        guard available.wrappingSubtract(1, ordering: .relaxed).oldValue > 0 else { return }
        monitor.withLock { $0.calls += 1 }
        monitor.signal()
    }

    /// Blocks the thread until it is called; false when the lane is closed first.
    func awaitCall() -> Bool {
        monitor.wait { state in
            if state.isClosed { return .done(false) }
            guard state.calls > 0 else { return .wait(until: nil) }
            state.calls -= 1
            return .done(true)
        }
    }

    func close() {
        monitor.withLock { $0.isClosed = true }
        monitor.broadcast()
    }
}
