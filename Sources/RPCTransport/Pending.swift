internal import Synchronization

/// A value that one task waits for and another brings, once; a cancelled task gets its own value at once.
final class Pending<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value, Never>)
        case resolved(Value)
        case taken
    }

    private let state = Mutex(State.open)

    /// Waits for the value; to be called once.
    ///
    /// - Parameter cancelled: what a cancelled task gets, unless the value is there already.
    func value(ifCancelled cancelled: @autoclosure @Sendable @escaping () -> Value) async -> Value {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let value: Value? = state.withLock { state in
                    guard case .resolved(let value) = state else {
                        state = .awaited(continuation)
                        return nil
                    }
                    state = .taken
                    return value
                }
                if let value { continuation.resume(returning: value) }
            }
        } onCancel: {
            resolve(cancelled())
        }
    }

    /// Brings the value; without effect where there is one already.
    func resolve(_ value: Value) {
        let continuation: CheckedContinuation<Value, Never>? = state.withLock { state in
            switch state {
            case .open:
                state = .resolved(value)
                return nil
            case .awaited(let continuation):
                state = .taken
                return continuation
            case .resolved, .taken:
                return nil
            }
        }
        continuation?.resume(returning: value)
    }
}
