/// Opens once, for tasks that wait for threads.
final class Latch: Sendable {
    private struct State {
        var remaining: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Monitor<State>

    /// Opens when `countDown` has been called `count` times.
    init(count: Int) {
        state = Monitor(State(remaining: count))
    }

    func countDown() {
        let waiting = state.withLock { state in
            state.remaining -= 1
            guard state.remaining <= 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Returns once the latch is open; cancellation does not end the wait.
    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if state.remaining > 0 { state.waiting.append(continuation) }
                return state.remaining <= 0
            }
            if isOpen { continuation.resume() }
        }
    }
}
