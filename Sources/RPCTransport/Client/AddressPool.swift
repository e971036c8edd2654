internal import Logging
internal import RPCCore
internal import Synchronization

/// All addresses of a client, and the choice among them.
final class AddressPool: Sendable {
    /// What a call finds.
    enum Offer: Sendable {
        case connection(ConnectionLease)
        /// Addresses are being connected; which is ready first, or that none is, shows in a change after `version`.
        case connecting(version: UInt64)
        /// None should be connected to before `until`. `left` may be, where a call cannot wait; `error` is why another
        /// cannot.
        case held(until: ContinuousClock.Instant, left: Int?, error: RPCError?, version: UInt64)
        case closed
    }

    let keepers: [ConnectionKeeper]
    let changes = ChangeSignal()
    private let balancer: Mutex<Balancer>
    private let isClosed = Atomic(false)

    /// - Precondition: `addresses` is not empty.
    init(
        addresses: [RPCAddress], configuration: RPCClientConfiguration, logger: Logger,
        observer: (any ClientObserver)? = nil
    ) {
        precondition(!addresses.isEmpty, "a client needs an address")
        let changes = changes
        balancer = Mutex(Balancer(policy: configuration.loadBalancing))
        keepers = addresses.map { address in
            ConnectionKeeper(
                address: address, configuration: configuration, changes: changes, logger: logger, observer: observer)
        }
    }

    /// The connection for a new call, or what it has to wait for.
    ///
    /// - Parameter avoided: the address where the call has just failed.
    func offer(avoiding avoided: Int? = nil) -> Offer {
        // The usual case by far, without a look at anything else.
        if keepers.count == 1, let lease = keepers[0].leaseCurrent() { return .connection(lease) }
        let version = changes.version
        guard !isClosed.load(ordering: .acquiring) else { return .closed }
        let now = ContinuousClock.now
        let candidates = keepers.map { $0.candidate(now: now) }
        var generator = SystemRandomNumberGenerator()
        let choice = balancer.withLock { $0.choose(among: candidates, avoiding: avoided, using: &generator) }
        switch choice {
        case .use(let index, let others):
            for other in others where other != index { keepers[other].connect() }
            return lease(index)
        case .awaitReady(let dormant):
            for index in dormant { keepers[index].connect() }
            return .connecting(version: version)
        case .hold(let until, let left, let error):
            return .held(until: until, left: left, error: error, version: version)
        }
    }

    /// The connection to address `index`, whatever stands against it.
    func lease(_ index: Int) -> Offer {
        keepers[index].lease(index: index).map(Offer.connection) ?? .closed
    }

    /// Why an address cannot be reached, where one cannot.
    var lastFailure: RPCError? { keepers.lazy.compactMap(\.lastFailure).first }

    /// Closes every connection; calls on them fail, and new ones too.
    func close() {
        isClosed.store(true, ordering: .releasing)
        for keeper in keepers { keeper.close() }
    }

    /// Waits, after `close()`, until the last socket is gone.
    func waitUntilClosed() async {
        for keeper in keepers { await keeper.waitUntilClosed() }
    }
}
