internal import Synchronization

/// Every connection that is open or whose calls have not all ended, and whether there is a place for one more.
final class ConnectionRegistry: Sendable {
    /// What becomes of a new connection.
    enum Admission: Sendable {
        /// It has a place, under this number, until `remove(number:)`.
        case admitted(UInt64)
        /// There is no place; why, for the peer.
        case refused(String)
    }

    private struct Entry {
        /// Nil for a unix socket, whose peers have no address.
        let host: String?
        var isGreeted = false
        var connection: (any RegisteredConnection)?
    }

    private struct State {
        var entries: [UInt64: Entry] = [:]
        var connectionsOfHost: [String: Int] = [:]
        /// Connections without a complete handshake.
        var strangers = 0
        var next: UInt64 = 1
        var isLeaving = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let maximum: Int
    private let maximumOfHost: Int
    private let maximumStrangers: Int

    init(_ configuration: RPCServerConfiguration) {
        maximum = configuration.maximumConnections
        maximumOfHost = configuration.maximumConnectionsPerAddress
        maximumStrangers = configuration.maximumHandshakes
    }

    /// Gives a new connection a number and a place.
    ///
    /// - Parameter host: the peer's IP address; nil for a unix socket.
    func admit(host: String?) -> Admission {
        state.withLock { state in
            guard state.entries.count < maximum else {
                return .refused("the server has as many connections as it takes, \(maximum)")
            }
            guard state.strangers < maximumStrangers else {
                return .refused("as many handshakes are under way as the server takes, \(maximumStrangers)")
            }
            if let host {
                let count = state.connectionsOfHost[host, default: 0]
                guard count < maximumOfHost else {
                    return .refused("there are as many connections from one address as the server takes, \(count)")
                }
                state.connectionsOfHost[host] = count + 1
            }
            defer { state.next += 1 }
            state.entries[state.next] = Entry(host: host)
            state.strangers += 1
            return .admitted(state.next)
        }
    }

    /// Takes in a connection that was admitted; false where the server is stopping, so that it must leave at once.
    func add(_ connection: any RegisteredConnection, number: UInt64) -> Bool {
        state.withLock { state in
            state.entries[number]?.connection = connection
            return !state.isLeaving
        }
    }

    /// The handshake of a connection is complete, so that it no longer stands in the way of strangers.
    func greeted(number: UInt64) {
        state.withLock { state in
            guard state.entries[number]?.isGreeted == false else { return }
            state.entries[number]?.isGreeted = true
            state.strangers -= 1
        }
    }

    /// Frees the place of a connection; more than once does no harm.
    func remove(number: UInt64) {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            guard let entry = state.entries.removeValue(forKey: number) else { return [] }
            if !entry.isGreeted { state.strangers -= 1 }
            if let host = entry.host, let count = state.connectionsOfHost[host] {
                state.connectionsOfHost[host] = count > 1 ? count - 1 : nil
            }
            guard state.entries.isEmpty else { return [] }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// The server stops: names the connections that must be told. Those that come later are told by `add`.
    func beginLeaving() -> [any RegisteredConnection] {
        state.withLock { state in
            state.isLeaving = true
            return state.entries.values.compactMap(\.connection)
        }
    }

    var all: [any RegisteredConnection] {
        state.withLock { $0.entries.values.compactMap(\.connection) }
    }

    /// Waits until no connection is left; cancelling does not shorten it, since calls would be left running.
    func waitUntilEmpty() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if state.entries.isEmpty { return true }
                state.waiters.append(continuation)
                return false
            }
            if isEmpty { continuation.resume() }
        }
    }
}
