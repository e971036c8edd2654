import RPCCore
import Testing

@testable import RPCTransport

/// The client's decisions, without a socket and without a clock of their own.
@Suite("Decisions of a client")
struct ClientPolicyTests {
    static let now = ContinuousClock.now

    static func failure(
        _ code: StatusCode = .unavailable, _ processed: Processed = .no, retryAfter: Duration? = nil
    ) -> RPCError {
        RPCError(code, message: "", retryAfter: retryAfter, processed: processed)
    }

    // MARK: Repeats

    @Test(
        "What was not processed is repeated, what may have been only where that does no harm",
        arguments: Processed.allCases)
    func repeats(_ processed: Processed) {
        let policy = RetryPolicy(configuration: .defaults)
        let write = MethodDescriptor(service: "s", name: "Write", takesIdempotencyKey: true)
        let read = MethodDescriptor(service: "s", name: "Read", isIdempotent: true)
        let key = CallOptions(idempotencyKey: "key")
        let error = Self.failure(.unavailable, processed)
        #expect(policy.mayRepeat(write, options: CallOptions(), after: error) == (processed == .no))
        #expect(policy.mayRepeat(read, options: CallOptions(), after: error) == (processed != .yes))
        // Servers do not keep keys yet: a key makes nothing harmless.
        #expect(policy.mayRepeat(write, options: key, after: error) == (processed == .no))
        var configuration = RPCClientConfiguration.defaults
        configuration.serversKeepIdempotencyKeys = true
        let keeping = RetryPolicy(configuration: configuration)
        #expect(keeping.mayRepeat(write, options: key, after: error) == (processed != .yes))
        #expect(keeping.mayRepeat(write, options: CallOptions(), after: error) == (processed == .no))
    }

    @Test("Only failures of the moment are repeated", arguments: StatusCode.allCases)
    func transientCodes(_ code: StatusCode) {
        let policy = RetryPolicy(configuration: .defaults)
        let read = MethodDescriptor(service: "s", name: "Read", isIdempotent: true)
        let bare = policy.mayRepeat(read, options: CallOptions(), after: Self.failure(code))
        #expect(bare == (code == .unavailable))
        // A server that says when to come back wants the call back.
        let asked = policy.mayRepeat(read, options: CallOptions(), after: Self.failure(code, retryAfter: .seconds(1)))
        #expect(asked == (code == .unavailable || code == .resourceExhausted))
        #expect(Self.failure(code, retryAfter: .seconds(1)).isRetryable == asked)
        #expect(!Self.failure(code, .maybe, retryAfter: .seconds(1)).isRetryable)
    }

    @Test("Pauses are random below a bound that doubles, and never shorter than the server asks for")
    func pauses() {
        let policy = RetryPolicy(configuration: .defaults)
        var generator = SystemRandomNumberGenerator()
        for attempt in 2...40 {
            let bound = min(Duration.milliseconds(100) * (1 << min(attempt - 2, 20)), .seconds(10))
            let pauses = (0..<50).map { _ in policy.pause(before: attempt, after: Self.failure(), using: &generator) }
            #expect(pauses.allSatisfy { $0 >= .zero && $0 <= bound })
            #expect(Set(pauses).count > 25)
            let asked = policy.pause(before: attempt, after: Self.failure(retryAfter: .seconds(20)), using: &generator)
            #expect(asked == .seconds(20))
        }
    }

    @Test("The budget lasts for ten repeats, and ten calls that go well give back one")
    func budget() {
        var budget = RetryBudget(capacity: 10, perSuccess: 0.1)
        func taken(_ attempts: Int) -> Int { (0..<attempts).filter { _ in budget.take() }.count }
        #expect(taken(20) == 10)
        for _ in 0..<9 { budget.succeeded() }
        #expect(taken(1) == 0)
        budget.succeeded()
        #expect(taken(2) == 1)
        for _ in 0..<1_000 { budget.succeeded() }
        #expect(taken(20) == 10)
    }

    // MARK: One address

    @Test("Pauses between attempts to connect grow to their bound, and one success ends them")
    func backoff() throws {
        var generator = SystemRandomNumberGenerator()
        var backoff = ConnectBackoff(first: .milliseconds(100), longest: .seconds(10))
        #expect(backoff.hold(now: Self.now) == nil)
        var expected = Duration.milliseconds(100)
        for _ in 0..<60 {
            backoff.failed(Self.failure(), now: Self.now, using: &generator)
            let hold = try #require(backoff.hold(now: Self.now))
            #expect(hold.cause == .failed(Self.failure()))
            let pause = Self.now.duration(to: hold.until)
            #expect(pause >= expected * 0.79 && pause <= expected * 1.21)
            #expect(backoff.hold(now: hold.until) == nil, "time alone ends it")
            expected = min(expected * 1.6, .seconds(10))
        }
        backoff.succeeded()
        #expect(backoff.hold(now: Self.now) == nil)
        backoff.failed(Self.failure(retryAfter: .seconds(60)), now: Self.now, using: &generator)
        #expect(backoff.hold(now: Self.now)?.until == Self.now.advanced(by: .seconds(60)))
    }

    @Test("Clients come back at moments spread over the window that a leaving server names")
    func window() {
        var generator = SystemRandomNumberGenerator()
        let ends = (0..<200).map { _ -> ContinuousClock.Instant in
            var backoff = ConnectBackoff(first: .milliseconds(100), longest: .seconds(10))
            backoff.left(window: .seconds(5), now: Self.now, using: &generator)
            return backoff.hold(now: Self.now)?.until ?? Self.now
        }
        #expect(ends.allSatisfy { $0 <= Self.now.advanced(by: .seconds(5)) })
        #expect(ends.contains { $0 < Self.now.advanced(by: .seconds(2)) })
        #expect(ends.contains { $0 > Self.now.advanced(by: .seconds(3)) })
        var none = ConnectBackoff(first: .milliseconds(100), longest: .seconds(10))
        none.left(window: .zero, now: Self.now, using: &generator)
        #expect(none.hold(now: Self.now) == nil)
    }

    @Test("An address that keeps failing is left out, for longer each time, until it serves again")
    func ejection() {
        var generator = SystemRandomNumberGenerator()
        var health = AddressHealth(failuresToEject: 3, first: .seconds(1), longest: .seconds(60))
        for _ in 0..<2 { health.failed(now: Self.now, using: &generator) }
        health.served()
        for _ in 0..<2 { health.failed(now: Self.now, using: &generator) }
        #expect(!health.isEjected(now: Self.now), "successes between failures count")
        health.failed(now: Self.now, using: &generator)
        #expect(health.isEjected(now: Self.now))
        var now = Self.now
        for length in [1.0, 2, 4, 8, 16, 32, 60, 60] {
            #expect(health.isEjected(now: now.advanced(by: .seconds(length * 0.79))))
            now = now.advanced(by: .seconds(length * 1.21))
            #expect(!health.isEjected(now: now))
            // On trial: one failure more suffices.
            health.failed(now: now, using: &generator)
        }
        now = now.advanced(by: .seconds(100))
        health.served()
        health.failed(now: now, using: &generator)
        #expect(!health.isEjected(now: now))
    }

    // MARK: Several addresses

    private static func choose(
        _ candidates: [Balancer.Candidate], policy: LoadBalancing = .roundRobin, avoiding avoided: Int? = nil,
        times: Int = 1
    ) -> [Balancer.Choice] {
        var balancer = Balancer(policy: policy)
        var generator = SystemRandomNumberGenerator()
        return (0..<times).map { _ in
            balancer.choose(among: candidates, avoiding: avoided, using: &generator)
        }
    }

    private static func held(_ hold: ConnectBackoff.Hold, _ seconds: Int) -> Balancer.Candidate {
        Balancer.Candidate(state: .held(hold, until: now.advanced(by: .seconds(seconds))))
    }

    private static let ready = Balancer.Candidate(state: .ready)
    private static let connecting = Balancer.Candidate(state: .connecting)
    private static let dormant = Balancer.Candidate(state: .dormant)
    private static let ejected = Balancer.Candidate(state: .ready, isEjected: true)

    @Test("Round robin gives each ready address the same")
    func roundRobin() {
        let choices = Self.choose([Self.ready, Self.ready, Self.ready], times: 30)
        for index in 0..<3 {
            #expect(choices.filter { $0 == .use(index, connecting: []) }.count == 10)
        }
    }

    @Test("Of two addresses the one with fewer calls is taken; the busiest of many never")
    func leastInFlight() {
        let busy = Balancer.Candidate(state: .ready, inFlight: 9)
        let choices = Self.choose([busy, Self.ready], policy: .leastInFlight, times: 20)
        #expect(choices.allSatisfy { $0 == .use(1, connecting: []) })
        let many = Self.choose([Self.ready, busy, Self.ready, Self.ready], policy: .leastInFlight, times: 200)
        #expect(!many.contains(.use(1, connecting: [])))
        for index in [0, 2, 3] { #expect(many.contains(.use(index, connecting: []))) }
    }

    @Test("A ready address goes before one that is being connected, and the rest are connected meanwhile")
    func readyFirst() {
        let choices = Self.choose([Self.connecting, Self.ready, Self.dormant], times: 5)
        #expect(choices.allSatisfy { $0 == .use(1, connecting: [2]) })
    }

    @Test("With none ready all are connected; with one alone the call goes out behind the hello")
    func noneReady() {
        #expect(Self.choose([Self.dormant, Self.dormant]) == [.awaitReady(connecting: [0, 1])])
        #expect(Self.choose([Self.connecting, Self.dormant]) == [.awaitReady(connecting: [1])])
        #expect(Self.choose([Self.dormant]) == [.use(0, connecting: [0])])
        #expect(Self.choose([Self.held(.left, 1), Self.connecting]) == [.use(1, connecting: [])])
    }

    @Test("An ejected address is left out while there is another, and never the last one")
    func ejectedAddresses() {
        #expect(Self.choose([Self.ejected, Self.ready], times: 9).allSatisfy { $0 == .use(1, connecting: []) })
        let allEjected = Self.choose([Self.ejected, Self.ejected], times: 2)
        #expect(Set(allEjected.map { "\($0)" }).count == 2, "both are used")
        #expect(Self.choose([Self.ejected, Self.held(.failed(Self.failure()), 5)]) == [.use(0, connecting: [])])
    }

    @Test("A repeat goes elsewhere where there is an elsewhere")
    func avoidance() {
        let choices = Self.choose([Self.ready, Self.ready], avoiding: 0, times: 9)
        #expect(choices.allSatisfy { $0 == .use(1, connecting: []) })
        #expect(Self.choose([Self.ready], avoiding: 0) == [.use(0, connecting: [])])
    }

    @Test("When all are held, the first to come free is waited for, and one that only left may be taken")
    func holds() {
        let failed = ConnectBackoff.Hold.failed(Self.failure())
        #expect(
            Self.choose([Self.held(failed, 3), Self.held(failed, 2)]) == [
                .hold(until: Self.now.advanced(by: .seconds(2)), left: nil, error: Self.failure())
            ])
        #expect(
            Self.choose([Self.held(failed, 1), Self.held(.left, 2)]) == [
                .hold(until: Self.now.advanced(by: .seconds(1)), left: 1, error: Self.failure())
            ])
    }
}
