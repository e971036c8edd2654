import Synchronization

/// A value that the tasks of a test share.
final class Shared<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) {
        state = Mutex(value)
    }

    var value: Value { state.withLock { $0 } }

    /// Changes the value and returns it as it is then.
    @discardableResult
    func change(_ change: (inout Value) -> Void) -> Value {
        state.withLock { state in
            change(&state)
            return state
        }
    }
}
