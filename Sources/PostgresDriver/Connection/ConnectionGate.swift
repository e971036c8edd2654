internal import Logging
internal import Synchronization

/// Decides when a thread may try to connect.
///
/// While the database answers, any thread may, at any time. Once an attempt has failed the database is away: then one
/// thread at a time tries, at growing distances, and sooner when somebody waits; the first success lets all others go.
final class ConnectionGate: Sendable {
    /// Leave to connect once.
    struct Turn: Sendable {
        let isProbe: Bool
        let generation: Int
    }

    private struct State {
        /// Attempts that failed since one succeeded.
        var failures = 0
        var isProbing = false
        var isWanted = false
        var lastAttempt = MonotonicTime(nanoseconds: 0)
        var nextAttempt = MonotonicTime(nanoseconds: 0)
        var lastError: PostgresError?
        var generation = 0
        var isClosed = false
        var listeners: [@Sendable (PostgresError) -> Void] = []

        var due: MonotonicTime {
            isWanted ? min(nextAttempt, lastAttempt + ConnectionGate.wantedDelay) : nextAttempt
        }
    }

    /// The shortest distance of two attempts while the database is away and somebody waits.
    static let wantedDelay: Duration = .milliseconds(250)
    static let firstDelay: Duration = .milliseconds(100)
    static let longestDelay: Duration = .seconds(5)

    private let monitor = Monitor(State())
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    /// Calls `listener` with the reason each time that an attempt has failed.
    func whenAway(_ listener: @escaping @Sendable (PostgresError) -> Void) {
        monitor.withLock { $0.listeners.append(listener) }
    }

    /// Why the database is away; nil while it is not known to be.
    var away: PostgresError? { monitor.withLock { $0.failures > 0 ? $0.lastError : nil } }

    /// The generation that a connection must be of to be used.
    var generation: Int { monitor.withLock { $0.generation } }

    /// Blocks until the calling thread may connect; nil once the gate is closed.
    func awaitTurn() -> Turn? {
        monitor.wait { state in
            if state.isClosed { return .done(nil) }
            if state.failures == 0 { return .done(Turn(isProbe: false, generation: state.generation)) }
            if state.isProbing { return .wait(until: nil) }
            guard MonotonicTime.now >= state.due else { return .wait(until: state.due) }
            state.isProbing = true
            return .done(Turn(isProbe: true, generation: state.generation))
        }
    }

    func succeeded(_ turn: Turn) {
        let wasAway = monitor.withLock { state in
            defer {
                state.failures = 0
                if turn.isProbe { state.isProbing = false }
            }
            return state.failures > 0
        }
        guard wasAway else { return }
        monitor.broadcast()
        logger.notice("the database is reachable again")
    }

    func failed(_ turn: Turn, _ error: PostgresError) {
        let listeners = monitor.withLock { state -> [@Sendable (PostgresError) -> Void] in
            // Of many threads that found the database away together, the first one counts.
            guard turn.isProbe || state.failures == 0 else { return [] }
            state.failures += 1
            state.isProbing = false
            state.isWanted = false
            state.lastError = error
            state.lastAttempt = .now
            let doubled = Self.firstDelay * (1 << min(state.failures - 1, 8))
            state.nextAttempt = state.lastAttempt + min(doubled, Self.longestDelay) * Double.random(in: 0.75...1.25)
            return state.listeners
        }
        guard !listeners.isEmpty else { return }
        monitor.broadcast()
        logger.warning("the database cannot be reached", metadata: ["reason": "\(error.detail)"])
        for listener in listeners { listener(error) }
    }

    /// Says that somebody waits for a connection.
    func want() {
        let wakes = monitor.withLock { state in
            defer { state.isWanted = true }
            return state.failures > 0 && !state.isWanted
        }
        if wakes { monitor.broadcast() }
    }

    /// Makes all connections of `generation` unusable; those of a later one stay.
    func discard(_ generation: Int) {
        monitor.withLock { $0.generation = max($0.generation, generation + 1) }
    }

    func close() {
        monitor.withLock { $0.isClosed = true }
        monitor.broadcast()
    }
}
