internal import Logging
internal import NIOCore
internal import NIOPosix
internal import RPCCore
internal import Synchronization

/// Keeps the connection to one address: makes one when a call needs it, waits longer after each failure, lets go of one
/// that leaves, and closes one that nobody has used for long.
final class ConnectionKeeper: Sendable {
    private struct State {
        /// The one that new calls go to.
        var current: ClientConnection?
        /// Whether the server has accepted `current`.
        var isReady = false
        /// All whose sockets are not gone, those that finish their last calls included.
        var live: [ObjectIdentifier: ClientConnection] = [:]
        /// Of those, the ones whose failure has been counted.
        var faulted: Set<ObjectIdentifier> = []
        /// Of those, the ones that the server has accepted.
        var accepted: Set<ObjectIdentifier> = []
        /// Whether a server has ever accepted one.
        var wasAccepted = false
        var backoff: ConnectBackoff
        var health: AddressHealth
        var inFlight = 0
        /// When the last call ended, while none runs.
        var idleSince = ContinuousClock.now
        var idleCheck: Scheduled<Void>?
        var isClosed = false
        var closeWaiters: [CheckedContinuation<Void, Never>] = []
    }

    let address: RPCAddress
    private let configuration: RPCClientConfiguration
    private let logger: Logger
    private let changes: ChangeSignal
    private let observer: (any ClientObserver)?
    private let state: Mutex<State>

    /// - Parameters:
    ///   - changes: hears when the address becomes ready or ceases to be.
    ///   - observer: hears of connections and ejections.
    init(
        address: RPCAddress, configuration: RPCClientConfiguration, changes: ChangeSignal, logger: Logger,
        observer: (any ClientObserver)? = nil
    ) {
        self.address = address
        self.configuration = configuration
        self.changes = changes
        self.observer = observer
        self.logger = logger
        let backoff = ConnectBackoff(first: configuration.backoff, longest: configuration.maximumBackoff)
        let health = AddressHealth(
            failuresToEject: configuration.ejectionFailures, first: configuration.ejectionTime,
            longest: configuration.maximumEjectionTime)
        self.state = Mutex(State(backoff: backoff, health: health))
    }

    // MARK: For calls

    /// What a call may expect of the address at `now`.
    func candidate(now: ContinuousClock.Instant) -> Balancer.Candidate {
        state.withLock { state in
            let known: Balancer.Candidate.State
            if state.current != nil {
                known = state.isReady ? .ready : .connecting
            } else if let hold = state.backoff.hold(now: now) {
                known = .held(hold.cause, until: hold.until)
            } else {
                known = .dormant
            }
            return Balancer.Candidate(
                state: known, inFlight: state.inFlight, isEjected: state.health.isEjected(now: now))
        }
    }

    /// Why the address cannot be reached, where that is what is known of it.
    var lastFailure: RPCError? { state.withLock { $0.backoff.lastFailure } }

    /// Takes the connection for a call, making one where there is none; nil when the client is closed.
    func lease(index: Int) -> ConnectionLease? {
        let (connection, isNew) = state.withLock { state -> (ClientConnection?, Bool) in
            guard !state.isClosed else { return (nil, false) }
            state.inFlight += 1
            return current(in: &state)
        }
        guard let connection else { return nil }
        if isNew { connection.connect() }
        return ConnectionLease(connection: connection, keeper: self, index: index)
    }

    /// Takes the connection for a call to the client's only address, where there is one.
    func leaseCurrent() -> ConnectionLease? {
        state.withLock { state in
            guard let current = state.current else { return nil }
            state.inFlight += 1
            return ConnectionLease(connection: current, keeper: self, index: 0)
        }
    }

    /// Connects without a call, so that the address is ready for a later one.
    func connect() {
        let (connection, isNew) = state.withLock { state -> (ClientConnection?, Bool) in
            state.isClosed ? (nil, false) : current(in: &state)
        }
        if isNew { connection?.connect() }
    }

    private func current(in state: inout State) -> (connection: ClientConnection?, isNew: Bool) {
        if let current = state.current { return (current, false) }
        // The process's shared loops: they need no shutting down, and any number of clients costs no thread.
        let connection = ClientConnection(
            address: address, configuration: configuration,
            eventLoop: MultiThreadedEventLoopGroup.singleton.next(), logger: logger, keeper: self)
        state.current = connection
        state.isReady = false
        state.live[ObjectIdentifier(connection)] = connection
        return (connection, true)
    }

    /// A call has ended that had taken the connection.
    func leaseEnded(_ ending: CallEnding) {
        let isEjected = state.withLock { state in
            state.inFlight -= 1
            if state.inFlight == 0 { state.idleSince = .now }
            switch ending {
            case .served: state.health.served()
            case .failed:
                var generator = SystemRandomNumberGenerator()
                return state.health.failed(now: .now, using: &generator)
            case .neither: break
            }
            return false
        }
        if isEjected { observer?.addressEjected(address) }
    }

    // MARK: From connections

    /// The server has accepted the connection.
    func becameReady(_ connection: ClientConnection) {
        let opened = state.withLock { state -> (isNew: Bool, isAgain: Bool) in
            let isNew = accept(connection, in: &state)
            let isAgain = state.wasAccepted
            if isNew { state.wasAccepted = true }
            guard state.current === connection else { return (isNew, isAgain) }
            state.isReady = true
            state.idleSince = .now
            state.backoff.succeeded()
            scheduleIdleCheck(in: &state)
            return (isNew, isAgain)
        }
        if opened.isNew { observer?.connectionOpened(to: address, isAgain: opened.isAgain) }
        logger.debug("connected", metadata: ["address": "\(address)"])
        changes.send()
    }

    /// The connection takes no new calls.
    ///
    /// - Parameter reconnectWindow: over what time the server wants its clients to come back.
    func left(_ connection: ClientConnection, reconnectWindow: Duration = .zero) {
        let wasCurrent = state.withLock { state in
            guard forget(connection, in: &state) else { return false }
            var generator = SystemRandomNumberGenerator()
            state.backoff.left(window: reconnectWindow, now: .now, using: &generator)
            return true
        }
        if wasCurrent { changes.send() }
    }

    /// The connection was never accepted; its socket may still be there.
    func failed(_ connection: ClientConnection, error: RPCError) {
        state.withLock { state in fault(connection, error, in: &state) }
        changes.send()
    }

    /// The connection's socket is gone.
    ///
    /// - Parameter reached: whether the server had accepted it; if not, the next attempt waits.
    func ended(_ connection: ClientConnection, reached: Bool, error: RPCError) {
        let (wasAccepted, waiters) = state.withLock { state -> (Bool, [CheckedContinuation<Void, Never>]) in
            if !reached { fault(connection, error, in: &state) }
            _ = forget(connection, in: &state)
            let id = ObjectIdentifier(connection)
            state.faulted.remove(id)
            let wasAccepted = state.accepted.remove(id) != nil
            guard state.live.removeValue(forKey: id) != nil, state.isClosed, state.live.isEmpty else {
                return (wasAccepted, [])
            }
            defer { state.closeWaiters = [] }
            return (wasAccepted, state.closeWaiters)
        }
        if wasAccepted { observer?.connectionClosed(to: address) }
        for waiter in waiters { waiter.resume() }
        changes.send()
    }

    /// Whether this is news: an accepted connection counts until its socket is gone, and one that is gone no more.
    private func accept(_ connection: ClientConnection, in state: inout State) -> Bool {
        let id = ObjectIdentifier(connection)
        return state.live[id] != nil && state.accepted.insert(id).inserted
    }

    /// Counts the failure of a connection, once.
    private func fault(_ connection: ClientConnection, _ error: RPCError, in state: inout State) {
        let id = ObjectIdentifier(connection)
        guard state.live[id] != nil, state.faulted.insert(id).inserted else { return }
        _ = forget(connection, in: &state)
        var generator = SystemRandomNumberGenerator()
        state.backoff.failed(error, now: .now, using: &generator)
    }

    private func forget(_ connection: ClientConnection, in state: inout State) -> Bool {
        guard state.current === connection else { return false }
        state.current = nil
        state.isReady = false
        state.idleCheck?.cancel()
        state.idleCheck = nil
        return true
    }

    // MARK: Idleness

    private func scheduleIdleCheck(in state: inout State) {
        guard let current = state.current else { return }
        let due = state.inFlight == 0 ? state.idleSince : .now
        let instant = due.advanced(by: configuration.idleTimeout)
        state.idleCheck = current.eventLoop.scheduleTask(in: TimeAmount(until: instant, from: .now)) {
            self.checkIdleness(of: current)
        }
    }

    private func checkIdleness(of connection: ClientConnection) {
        let isIdle = state.withLock { state in
            guard state.current === connection else { return false }
            let idle = state.idleSince.duration(to: .now)
            guard state.inFlight == 0, idle >= configuration.idleTimeout else {
                scheduleIdleCheck(in: &state)
                return false
            }
            // No call can find it any more: none is lost by closing it.
            return forget(connection, in: &state)
        }
        guard isIdle else { return }
        logger.debug("closing an idle connection", metadata: ["address": "\(address)"])
        connection.close()
    }

    // MARK: Closing

    /// Closes every connection; calls on them fail, and new ones too.
    func close() {
        let connections = state.withLock { state in
            state.isClosed = true
            state.current = nil
            state.isReady = false
            state.idleCheck?.cancel()
            state.idleCheck = nil
            return Array(state.live.values)
        }
        for connection in connections { connection.close() }
        changes.send()
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
