internal import RPCCore

/// Chooses the address that a call goes to.
struct Balancer: Sendable {
    /// What is known of an address when a call asks.
    struct Candidate: Sendable, Equatable {
        enum State: Sendable, Equatable {
            /// Connected, and the server has accepted.
            case ready
            case connecting
            /// Not connected, and nothing stands against it.
            case dormant
            /// Not to be connected to before `until`.
            case held(ConnectBackoff.Hold, until: ContinuousClock.Instant)
        }

        var state: State
        /// Calls that it carries.
        var inFlight = 0
        /// It kept failing, and is left out while there is another.
        var isEjected = false
    }

    enum Choice: Sendable, Equatable {
        /// The call goes to address `index`; those in `connecting` are to be connected meanwhile.
        case use(_ index: Int, connecting: [Int])
        /// Which address is ready first will show: those in `connecting` are to be connected.
        case awaitReady(connecting: [Int])
        /// No address should be connected to before `until`. `left` is one whose server has only left, so that it may be,
        /// where a call cannot wait; `error` is why another cannot.
        case hold(until: ContinuousClock.Instant, left: Int?, error: RPCError?)
    }

    private let policy: LoadBalancing
    private var turn = 0

    init(policy: LoadBalancing) {
        self.policy = policy
    }

    /// Chooses among `candidates`, of which there is at least one.
    ///
    /// A ready address goes before one that is being connected. Ejected ones count only where no other may be connected
    /// to, so that the last one is never lost.
    ///
    /// - Parameter avoided: where the call has just failed; taken only when there is no other.
    mutating func choose(
        among candidates: [Candidate], avoiding avoided: Int?, using generator: inout some RandomNumberGenerator
    ) -> Choice {
        let sound = candidates.indices.filter { !candidates[$0].isEjected }
        return choice(of: sound, candidates, avoiding: avoided, using: &generator)
            ?? choice(of: Array(candidates.indices), candidates, avoiding: avoided, using: &generator)
            ?? Self.firstHold(of: candidates)
    }

    private mutating func choice(
        of indices: [Int], _ candidates: [Candidate], avoiding avoided: Int?,
        using generator: inout some RandomNumberGenerator
    ) -> Choice? {
        let dormant = indices.filter { candidates[$0].state == .dormant }
        let ready = indices.filter { candidates[$0].state == .ready }
        if !ready.isEmpty {
            let others = ready.filter { $0 != avoided }
            let index = pick(others.isEmpty ? ready : others, candidates, using: &generator)
            return .use(index, connecting: dormant)
        }
        let coming = indices.filter { candidates[$0].state == .connecting } + dormant
        switch coming.count {
        case 0: return nil
        // With one address alone there is nothing to wait for: the call goes out right behind the hello.
        case 1: return .use(coming[0], connecting: dormant)
        default: return .awaitReady(connecting: dormant)
        }
    }

    private mutating func pick(
        _ indices: [Int], _ candidates: [Candidate], using generator: inout some RandomNumberGenerator
    ) -> Int {
        guard indices.count > 1 else { return indices[0] }
        switch policy {
        case .roundRobin:
            turn &+= 1
            return indices[Int(UInt(bitPattern: turn) % UInt(indices.count))]
        case .leastInFlight:
            let first = Int.random(in: 0..<indices.count, using: &generator)
            let distance = Int.random(in: 1..<indices.count, using: &generator)
            let one = indices[first]
            let other = indices[(first + distance) % indices.count]
            return candidates[other].inFlight < candidates[one].inFlight ? other : one
        }
    }

    /// All addresses are held: until when the first is, and why.
    private static func firstHold(of candidates: [Candidate]) -> Choice {
        var first: ContinuousClock.Instant?
        var left: Int?
        var error: RPCError?
        for (index, candidate) in candidates.enumerated() {
            guard case .held(let hold, let until) = candidate.state else { continue }
            first = first.map { min($0, until) } ?? until
            switch hold {
            case .left: left = left ?? index
            case .failed(let failure): error = error ?? failure
            }
        }
        guard let first else { return .awaitReady(connecting: []) }
        return .hold(until: first, left: left, error: error)
    }
}
