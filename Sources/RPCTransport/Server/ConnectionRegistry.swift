internal import Synchronization

/// Every connection that is open or whose calls have not all ended.
final class ConnectionRegistry: Sendable {
    private struct State {
        var connections: [UInt64: ServerConnection] = [:]
        var next: UInt64 = 1
        var isLeaving = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Numbers a new connection; nil where there are `maximum` already.
    func reserve(maximum: Int) -> UInt64? {
        state.withLock { state in
            guard state.connections.count < maximum else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    /// Takes in a connection; false where the server is stopping, so that it must leave at once.
    func add(_ connection: ServerConnection, number: UInt64) -> Bool {
        state.withLock { state in
            state.connections[number] = connection
            return !state.isLeaving
        }
    }

    func remove(number: UInt64) {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.connections[number] = nil
            guard state.connections.isEmpty else { return [] }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// The server stops: names the connections that must be told. Those that come later are told by `add`.
    func beginLeaving() -> [ServerConnection] {
        state.withLock { state in
            state.isLeaving = true
            return Array(state.connections.values)
        }
    }

    var all: [ServerConnection] {
        state.withLock { Array($0.connections.values) }
    }

    /// Waits until no connection is left; cancelling does not shorten it, since calls would be left running.
    func waitUntilEmpty() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if state.connections.isEmpty { return true }
                state.waiters.append(continuation)
                return false
            }
            if isEmpty { continuation.resume() }
        }
    }
}
