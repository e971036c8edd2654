internal import Synchronization

/// A value that holds now: one place for all calls of a server, replaced as a whole.
final class Current<Value: Sendable>: Sendable {
    private let held: Mutex<Value>

    init(_ value: Value) {
        held = Mutex(value)
    }

    var value: Value { held.withLock(\.self) }

    func replace(by new: Value) {
        held.withLock { $0 = new }
    }
}
