internal import Logging
internal import NIOPosix
internal import RPCCore
internal import Synchronization

/// Keeps the client's connection: makes one when a call needs it, waits longer after each failure, and lets go of
/// one that leaves.
final class ConnectionKeeper: Sendable {
    private struct State {
        /// The one that new calls go to.
        var current: ClientConnection?
        /// All whose sockets are not gone, those that finish their last calls included.
        var live: [ObjectIdentifier: ClientConnection] = [:]
        var failures = 0
        var notBefore: ContinuousClock.Instant?
        var lastError: RPCError?
        var isClosed = false
        var closeWaiters: [CheckedContinuation<Void, Never>] = []
    }

    /// What a call finds.
    enum Offer {
        case connection(ClientConnection)
        /// The last attempt failed and the next is not due yet.
        case unreachable(RPCError)
        /// The client was closed.
        case closed(RPCError)
    }

    private let address: RPCAddress
    private let configuration: RPCClientConfiguration
    private let logger: Logger
    private let state = Mutex(State())

    init(address: RPCAddress, configuration: RPCClientConfiguration, logger: Logger) {
        self.address = address
        self.configuration = configuration
        self.logger = logger
    }

    /// The connection for a new call.
    func offer() -> Offer {
        let (offer, isNew) = state.withLock { state -> (Offer, Bool) in
            if let current = state.current { return (.connection(current), false) }
            guard !state.isClosed else {
                return (.closed(RPCError(.unavailable, message: "the client is closed", processed: .no)), false)
            }
            if let notBefore = state.notBefore, var error = state.lastError {
                let left = ContinuousClock.now.duration(to: notBefore)
                if left > .zero {
                    error.retryAfter = left
                    return (.unreachable(error), false)
                }
            }
            // The process's shared loops: they need no shutting down, and any number of clients costs no thread.
            let connection = ClientConnection(
                address: address, configuration: configuration,
                eventLoop: MultiThreadedEventLoopGroup.singleton.next(), logger: logger, keeper: self)
            state.current = connection
            state.live[ObjectIdentifier(connection)] = connection
            return (.connection(connection), true)
        }
        if isNew, case .connection(let connection) = offer { connection.connect() }
        return offer
    }

    /// The server has accepted the connection.
    func becameReady(_ connection: ClientConnection) {
        state.withLock { state in
            state.failures = 0
            state.notBefore = nil
            state.lastError = nil
        }
        logger.debug("connected", metadata: ["address": "\(address)"])
    }

    /// The connection takes no new calls.
    func left(_ connection: ClientConnection) {
        state.withLock { state in
            if state.current === connection { state.current = nil }
        }
    }

    /// The connection's socket is gone.
    ///
    /// - Parameter reached: whether the server had accepted it; if not, the next attempt waits.
    func ended(_ connection: ClientConnection, reached: Bool, error: RPCError) {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            if state.current === connection { state.current = nil }
            guard state.live.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return [] }
            if !reached {
                state.failures += 1
                state.notBefore = .now.advanced(by: configuration.pause(before: state.failures + 1))
                state.lastError = error
            }
            guard state.isClosed, state.live.isEmpty else { return [] }
            defer { state.closeWaiters = [] }
            return state.closeWaiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Closes every connection; calls on them fail, and new ones too.
    func close() {
        let connections = state.withLock { state in
            state.isClosed = true
            state.current = nil
            return Array(state.live.values)
        }
        for connection in connections { connection.close() }
    }

    /// Waits, after `close()`, until the last socket is gone.
    func waitUntilClosed() async {
        await withCheckedContinuation { continuation in
            let isGone = state.withLock { state in
                if state.live.isEmpty { return true }
                state.closeWaiters.append(continuation)
                return false
            }
            if isGone { continuation.resume() }
        }
    }
}

extension RPCClientConfiguration {
    /// The pause before attempt number `attempt` (2 is the first repeat): 1.6 times as long each time, within a
    /// fifth of it at random, so that many clients do not come back together.
    func pause(before attempt: Int) -> Duration {
        var pause = backoff
        for _ in 2..<max(2, min(attempt, 32)) { pause = pause * 1.6 }
        return min(pause, maximumBackoff) * Double.random(in: 0.8...1.2)
    }
}
