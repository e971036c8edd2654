internal import RPCCore

/// One call on its way through the addresses: finds it connections, and remembers what its attempts have shown.
struct CallJourney: Sendable {
    private let pool: AddressPool
    private let deadline: ContinuousClock.Instant?
    private let waits: Bool
    /// Attempts that were sent, and failed.
    private(set) var failures = 0
    /// Connections that took the call and did not want it any more, one after the other.
    private var moves = 0
    /// Connections in a row that could not be made.
    private var dead = 0
    private var avoided: Int?
    private var patienceEnd: ContinuousClock.Instant?
    /// An attempt may have had an effect, whatever later ones say.
    private var mayHaveHadEffect = false

    /// - Parameter waits: whether the call waits for a server that cannot be reached.
    init(pool: AddressPool, deadline: ContinuousClock.Instant?, waits: Bool) {
        self.pool = pool
        self.deadline = deadline
        self.waits = waits
    }

    // MARK: Where to

    /// The connection for the next attempt.
    ///
    /// - Throws: `UNAVAILABLE` with the reason where no server can be reached and the call does not wait, or where the
    ///   client is closed; `DEADLINE_EXCEEDED` and `CANCELLED` when that comes first.
    mutating func nextConnection() async throws(RPCError) -> ConnectionLease {
        while true {
            try check()
            switch pool.offer(avoiding: avoided) {
            case .connection(let lease): return lease
            case .connecting(let version):
                await wait(after: version, until: nil)
            case .held(let until, let left, let error, let version):
                let end = left == nil ? until : min(until, patience())
                if let left, !waits || end <= .now {
                    guard case .connection(let lease) = pool.lease(left) else { throw marked(Self.closed) }
                    return lease
                }
                guard waits else { throw marked(error ?? Self.closed) }
                await wait(after: version, until: end)
            case .closed: throw marked(Self.closed)
            }
        }
    }

    /// How long the call heeds a server's wish that its clients come back one by one: for a tenth of its own time, lest
    /// the spreading become an outage of its own.
    private mutating func patience() -> ContinuousClock.Instant {
        if let patienceEnd { return patienceEnd }
        let now = ContinuousClock.now
        let end = now.advanced(by: deadline.map { now.duration(to: $0) / 10 } ?? .seconds(1))
        patienceEnd = end
        return end
    }

    private func wait(after version: UInt64, until instant: ContinuousClock.Instant?) async {
        let end = [instant, deadline].compactMap { $0 }.min() ?? .now.advanced(by: .seconds(60))
        await pool.changes.wait(after: version, until: end)
    }

    private func check() throws(RPCError) {
        if Task.isCancelled { throw marked(.cancelled(.no)) }
        if let deadline, deadline <= .now { throw marked(.deadlineExceeded(.no)) }
    }

    // MARK: What came of it

    /// The connection did not take the call; another one will.
    mutating func moved(from lease: ConnectionLease) async throws(RPCError) {
        lease.end(.neither)
        lease.keeper.left(lease.connection)
        moves += 1
        // Once is what a drain does. A server that does it again and again must not be asked without a pause.
        guard moves > 2 else { return }
        try await pause(.milliseconds(10 * min(moves, 100)))
    }

    /// There was no connection to be had.
    mutating func unreachable(_ lease: ConnectionLease, _ error: RPCError) throws(RPCError) {
        lease.end(.neither)
        lease.keeper.failed(lease.connection, error: error)
        dead += 1
        // Others may have begun to connect anew meanwhile; a call that does not wait has seen enough.
        guard waits || dead < pool.keepers.count else { throw marked(error) }
    }

    /// The call was sent and failed; it goes elsewhere next if there is an elsewhere.
    mutating func failed(on lease: ConnectionLease, _ error: RPCError) {
        lease.end(CallEnding(error))
        failures += 1
        dead = 0
        avoided = lease.index
        if error.processed != .no { mayHaveHadEffect = true }
    }

    /// Waits before a repeat.
    ///
    /// - Throws: `error` where the deadline leaves no time for one.
    func pause(_ duration: Duration, after error: RPCError) async throws(RPCError) {
        if let deadline, ContinuousClock.now.advanced(by: duration) >= deadline { throw marked(error) }
        try await pause(duration)
    }

    private func pause(_ duration: Duration) async throws(RPCError) {
        do {
            try await Task.sleep(for: duration)
        } catch {
            throw marked(.cancelled(.no))
        }
    }

    /// `error` as the whole call's end: it may have had an effect where any of its attempts may, and a deadline that
    /// passed while no server could be reached says why.
    func marked(_ error: RPCError) -> RPCError {
        guard error.processed == .no else { return error }
        var error = error
        if mayHaveHadEffect {
            error.processed = .maybe
        } else if error.code == .deadlineExceeded, let failure = pool.lastFailure {
            error.message += ": \(failure.message)"
        }
        return error
    }

    private static let closed = RPCError(.unavailable, message: "the client is closed", processed: .no)
}
