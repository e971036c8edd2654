internal import Synchronization

/// Something that is said once and that any number of tasks may wait for.
final class Announcement<Value: Sendable>: Sendable {
    private enum State {
        case open([Int: CheckedContinuation<Value, any Error>])
        case made(Result<Value, any Error>)
    }

    private struct Waiters {
        var state = State.open([:])
        var nextID = 0
        /// Waiters that were cancelled before they had begun to wait.
        var cancelled: Set<Int> = []
    }

    private let waiters = Mutex(Waiters())

    /// Says it; only the first time counts.
    func make(_ result: Result<Value, any Error>) {
        let waiting = waiters.withLock { waiters -> [CheckedContinuation<Value, any Error>] in
            guard case .open(let waiting) = waiters.state else { return [] }
            waiters.state = .made(result)
            return Array(waiting.values)
        }
        for continuation in waiting { continuation.resume(with: result) }
    }

    /// What was said, once it is.
    ///
    /// - Throws: what was said, or `CancellationError` when the task is cancelled first.
    func wait() async throws -> Value {
        let id = waiters.withLock { waiters in
            waiters.nextID += 1
            return waiters.nextID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enter(id, continuation)
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func enter(_ id: Int, _ continuation: CheckedContinuation<Value, any Error>) {
        let result = waiters.withLock { waiters -> Result<Value, any Error>? in
            switch waiters.state {
            case .made(let result): return result
            case .open(var waiting):
                if waiters.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                waiting[id] = continuation
                waiters.state = .open(waiting)
                return nil
            }
        }
        if let result { continuation.resume(with: result) }
    }

    private func cancel(_ id: Int) {
        let continuation = waiters.withLock { waiters -> CheckedContinuation<Value, any Error>? in
            guard case .open(var waiting) = waiters.state else { return nil }
            let continuation = waiting.removeValue(forKey: id)
            if continuation == nil { waiters.cancelled.insert(id) }
            waiters.state = .open(waiting)
            return continuation
        }
        continuation?.resume(throwing: CancellationError())
    }
}
