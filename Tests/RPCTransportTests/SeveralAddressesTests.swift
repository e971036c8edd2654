import NIOCore
import RPCCore
import RPCWire
import Synchronization
import Testing

@testable import RPCTransport

@Suite("A client of several servers", .timeLimit(.minutes(2)))
struct SeveralAddressesTests {
    static let quick: RPCClientConfiguration = {
        var configuration = RPCClientConfiguration.defaults
        configuration.backoff = .milliseconds(5)
        configuration.maximumBackoff = .milliseconds(50)
        return configuration
    }()

    /// Servers on addresses of their own, each with its own service.
    static func withServers<Value: Sendable>(
        _ services: [EchoService], configuration: RPCServerConfiguration = .defaults,
        _ body: @escaping @Sendable ([RPCServer], [RPCAddress]) async throws -> Value
    ) async throws -> Value {
        guard let service = services.first else { return try await body([], []) }
        return try await withServer(service, configuration: configuration) { server, bound in
            try await withServers(Array(services.dropFirst()), configuration: configuration) { servers, addresses in
                try await body([server] + servers, bound + addresses)
            }
        }
    }

    static func withClient<Value>(
        _ addresses: [RPCAddress], configuration: RPCClientConfiguration = quick,
        _ body: (RPCClient) async throws -> Value
    ) async throws -> Value {
        let client = RPCClient(addresses: addresses, configuration: configuration, logger: .silent)
        do {
            let value = try await body(client)
            await client.close()
            return value
        } catch {
            await client.close()
            throw error
        }
    }

    /// Calls until every address is connected, as the client sees it.
    static func connectAll(_ client: RPCClient) async throws {
        let isWarm = try await eventually {
            _ = try? await client.text(EchoService.echo, "warm")
            return client.pool.keepers.allSatisfy { $0.candidate(now: .now).state == .ready }
        }
        #expect(isWarm)
    }

    @Test(
        "Calls are shared out among all, each over one connection",
        arguments: [LoadBalancing.roundRobin, .leastInFlight])
    func sharing(_ policy: LoadBalancing) async throws {
        try await Self.withServers([EchoService(), EchoService(), EchoService()]) { servers, addresses in
            var configuration = Self.quick
            configuration.loadBalancing = policy
            try await Self.withClient(addresses, configuration: configuration) { client in
                #expect(servers.allSatisfy { $0.counters.connectionsAccepted == 0 }, "no call, no connection")
                let all = try await eventually {
                    _ = try? await client.text(EchoService.echo, "x")
                    return servers.allSatisfy { $0.counters.callsSucceeded >= 5 }
                }
                #expect(all)
            }
            #expect(servers.allSatisfy { $0.counters.connectionsAccepted == 1 })
        }
    }

    @Test("A slow server gets fewer calls where the fewest in flight decide")
    func leastInFlight() async throws {
        let slow = EchoService()
        try await Self.withServers([slow, EchoService()]) { servers, addresses in
            var configuration = Self.quick
            configuration.loadBalancing = .leastInFlight
            try await Self.withClient(addresses, configuration: configuration) { client in
                try await Self.connectAll(client)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    // Held calls pile up on one of the two at most by one more than on the other.
                    for _ in 0..<10 {
                        let running = servers.map(\.counters.callsRunning)
                        group.addTask { _ = try? await client.text(EchoService.hold, "x") }
                        let began = try await eventually { servers.map(\.counters.callsRunning) != running }
                        #expect(began)
                    }
                    let running = servers.map(\.counters.callsRunning)
                    #expect(running == [5, 5])
                    group.cancelAll()
                }
            }
        }
    }

    @Test("A server that stops under load is never noticed while there is another")
    func drainUnderLoad() async throws {
        let services = [EchoService(), EchoService()]
        try await Self.withServers(services) { servers, addresses in
            try await Self.withClient(addresses) { client in
                let failures = Collected<RPCError>()
                let calls = Counter()
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<16 {
                        group.addTask {
                            while !Task.isCancelled {
                                // A write: nothing but a server's word that it did nothing allows a repeat.
                                if let error = await client.failure(EchoService.write, "x"), !Task.isCancelled {
                                    failures.add(error)
                                }
                                calls.increment()
                            }
                        }
                    }
                    _ = try? await eventually { servers.allSatisfy { $0.counters.callsSucceeded > 50 } }
                    servers[0].stop()
                    _ = try? await eventually { await LifeTests.isRefused(addresses[0]) }
                    let before = calls.value
                    _ = try? await eventually { calls.value > before + 200 }
                    group.cancelAll()
                }
                #expect(failures.all == [])
            }
        }
    }

    @Test("An address that nobody listens on costs the calls nothing while another serves")
    func deadAddress() async throws {
        let dead = LifeTests.ownAddress()
        try await Self.withServers([EchoService()]) { server, addresses in
            var configuration = Self.quick
            configuration.waitForReady = false
            try await Self.withClient([dead] + addresses, configuration: configuration) { client in
                for _ in 0..<50 {
                    let answer = try await client.text(EchoService.write, "x")
                    #expect(answer == "1")
                }
            }
        }
    }

    @Test("A call that does not wait fails once every address was tried, with a reason")
    func allDead() async throws {
        let addresses = [LifeTests.ownAddress(), LifeTests.ownAddress()]
        try await Self.withClient(addresses) { client in
            let error = await client.failure(EchoService.echo, "x", options: CallOptions(waitForReady: false))
            #expect(error?.code == .unavailable)
            #expect(error?.processed == .no)
            #expect(error?.message.contains("cannot reach unix:") == true)
            #expect(error?.isRetryable == true)
            // One that waits does so until its deadline, and says what it waited for.
            let late = await client.failure(EchoService.echo, "x", options: CallOptions(timeout: .seconds(2)))
            #expect(late?.code == .deadlineExceeded)
            #expect(late?.processed == .no)
            #expect(late?.message.contains("cannot reach unix:") == true)
        }
    }

    @Test("A black hole holds up no call: the first address that is ready takes it")
    func blackHole() async throws {
        // It accepts and never says a word.
        try await withSilentListener { silent in
            try await Self.withServers([EchoService()]) { _, addresses in
                try await Self.withClient([silent] + addresses) { client in
                    let clock = ContinuousClock()
                    let took = try await clock.measure {
                        for _ in 0..<10 { _ = try await client.text(EchoService.echo, "x") }
                    }
                    #expect(took < .seconds(4), "the handshake's limit is 5 s")
                }
            }
        }
    }

    @Test("An address whose calls keep failing is left out, and comes back when it serves again")
    func ejection() async throws {
        let broken = EchoService()
        let sound = EchoService()
        broken.isAway.store(true, ordering: .releasing)
        try await Self.withServers([broken, sound]) { servers, addresses in
            var configuration = Self.quick
            configuration.ejectionFailures = 3
            configuration.ejectionTime = .seconds(1)
            configuration.maximumAttempts = 1
            try await Self.withClient(addresses, configuration: configuration) { client in
                let wasTried = try await eventually {
                    _ = await client.failure(EchoService.maybeAway, "x")
                    return servers[0].counters.callsFailed >= 3
                }
                #expect(wasTried)
                // Ejected: of many calls at once none goes there.
                let failed = servers[0].counters.callsFailed
                for _ in 0..<5 { #expect(await client.failure(EchoService.maybeAway, "x") == nil) }
                #expect(servers[0].counters.callsFailed == failed)
                broken.isAway.store(false, ordering: .releasing)
                let isBack = try await eventually {
                    _ = await client.failure(EchoService.maybeAway, "x")
                    return servers[0].counters.callsSucceeded > 10
                }
                #expect(isBack)
            }
        }
    }

    @Test("Repeats find the server that serves, and no caller notices the one that does not")
    func repeatsElsewhere() async throws {
        let broken = EchoService()
        broken.isAway.store(true, ordering: .releasing)
        try await Self.withServers([broken, EchoService()]) { servers, addresses in
            try await Self.withClient(addresses) { client in
                // Whoever is not connected yet is no elsewhere.
                try await Self.connectAll(client)
                for _ in 0..<20 { #expect(await client.failure(EchoService.maybeAway, "x") == nil) }
                #expect(servers[0].counters.callsFailed >= 1)
            }
        }
    }
}

@Suite("A client's repeats, deadlines and idle connections", .timeLimit(.minutes(2)))
struct ClientLifeTests {
    @Test("A server that is away for a moment is asked again, within the budget")
    func budget() async throws {
        let service = EchoService()
        service.isAway.store(true, ordering: .releasing)
        try await withServer(service) { server, addresses in
            var configuration = SeveralAddressesTests.quick
            configuration.retryTokens = 4
            try await withClient(addresses[0], configuration: configuration) { client in
                for _ in 0..<6 { #expect(await client.failure(EchoService.maybeAway, "x")?.code == .unavailable) }
                // Six first attempts and four repeats: then the budget is spent.
                #expect(server.counters.callsFailed == 10)
                service.isAway.store(false, ordering: .releasing)
                for _ in 0..<10 { #expect(await client.failure(EchoService.maybeAway, "x") == nil) }
                service.isAway.store(true, ordering: .releasing)
                #expect(await client.failure(EchoService.maybeAway, "x")?.code == .unavailable)
                #expect(server.counters.callsFailed == 12, "ten good calls gave back one repeat")
            }
        }
    }

    @Test("A repeat that would come after the deadline is not made: the failure itself is told")
    func retryAfterPastDeadline() async throws {
        let service = EchoService()
        service.isAway.store(true, ordering: .releasing)
        try await withServer(service) { server, addresses in
            try await withClient(addresses[0]) { client in
                let error = await client.failure(
                    EchoService.awayForLong, "x", options: CallOptions(timeout: .seconds(5)))
                #expect(error?.code == .unavailable)
                #expect(error?.retryAfter == .seconds(60))
                #expect(server.counters.callsFailed == 1)
            }
        }
    }

    @Test("A call ends with the call that it is part of")
    func inheritedDeadline() async throws {
        let service = EchoService()
        try await withServer(service) { _, addresses in
            try await withClient(addresses[0]) { client in
                await Deadline.$current.withValue(.after(.milliseconds(100))) {
                    let error = await client.failure(EchoService.hold, "x")
                    #expect(error?.code == .deadlineExceeded)
                }
                await Deadline.$current.withValue(.after(.seconds(-1))) {
                    let error = await client.failure(EchoService.echo, "x", options: CallOptions(timeout: .seconds(9)))
                    #expect(error?.code == .deadlineExceeded)
                    #expect(error?.processed == .no)
                }
                try await Deadline.$current.withValue(.after(.seconds(3_000))) {
                    _ = try await client.text(EchoService.echo, "x", options: CallOptions(timeout: .seconds(7)))
                    let left = try #require(service.lastContext.withLock { $0?.deadline.remaining })
                    #expect(left <= .seconds(7), "its own time limit still holds")
                }
            }
        }
    }

    @Test("Three times idle, three times back: the first call afterwards connects anew")
    func idle() async throws {
        try await withServer { server, addresses in
            var configuration = RPCClientConfiguration.defaults
            configuration.idleTimeout = .milliseconds(50)
            try await withClient(addresses[0], configuration: configuration) { client in
                for cycle in 1...3 {
                    let answer = try await client.text(EchoService.echo, "x")
                    #expect(answer == "x")
                    #expect(server.counters.connectionsAccepted == cycle)
                    #expect(try await eventually { server.counters.connectionsOpen == 0 })
                }
            }
        }
    }

    @Test("A connection is not idle while a call runs on it, however long")
    func busyIsNotIdle() async throws {
        let service = EchoService()
        try await withServer(service) { server, addresses in
            var configuration = RPCClientConfiguration.defaults
            configuration.idleTimeout = .milliseconds(20)
            try await withClient(addresses[0], configuration: configuration) { client in
                async let held = client.text(EchoService.hold, "kept")
                await service.firstBegan.wait()
                // Another client's connection comes and goes meanwhile: the time limit has passed for sure.
                try await withClient(addresses[0], configuration: configuration) { other in
                    _ = try await other.text(EchoService.echo, "x")
                    #expect(try await eventually { server.counters.connectionsOpen == 1 })
                }
                service.release.open()
                #expect(try await held == "kept")
                #expect(try await eventually { server.counters.connectionsOpen == 0 })
            }
        }
    }

    @Test("Closing takes no time when nothing runs, even while the client waits to connect again")
    func closesAtOnce() async throws {
        var configuration = RPCClientConfiguration.defaults
        configuration.backoff = .seconds(60)
        configuration.maximumBackoff = .seconds(60)
        let client = RPCClient(
            addresses: [LifeTests.ownAddress(), LifeTests.ownAddress()], configuration: configuration, logger: .silent)
        try await withThrowingTaskGroup(of: RPCError?.self) { group in
            group.addTask { await client.failure(EchoService.echo, "x", options: CallOptions(timeout: .seconds(100))) }
            let isTried = try await eventually {
                await client.failure(EchoService.echo, "x", options: CallOptions(waitForReady: false)) != nil
            }
            #expect(isTried)
            let took = await ContinuousClock().measure { await client.close() }
            #expect(took < .seconds(1))
            let error = try await group.next() ?? nil
            #expect(error?.code == .unavailable)
            #expect(error?.message == "the client is closed")
        }
    }

    @Test("A write gets a key, the same with each repeat; a key that the caller gave is kept")
    func keys() async throws {
        let service = EchoService()
        try await withServer(service) { _, addresses in
            var configuration = SeveralAddressesTests.quick
            configuration.maximumAttempts = 3
            try await withClient(addresses[0], configuration: configuration) { client in
                let caller = MethodCaller(transport: client)
                let _: Text = try await caller.call(EchoService.keyed, Text("2"))
                let keys = service.keys.withLock { $0 }
                #expect(keys.count == 3, "two failures and their repeats")
                #expect(Set(keys).count == 1)
                #expect(keys.allSatisfy { $0?.utf8.count == 32 })
                let _: Text = try await caller.call(EchoService.keyed, Text("0"))
                #expect(service.keys.withLock { $0.last } != keys[0])
                let _: Text = try await caller.call(
                    EchoService.keyed, Text("0"), options: CallOptions(idempotencyKey: "mine"))
                #expect(service.keys.withLock { $0.last } == "mine")
                let _: Text = try await caller.call(EchoService.echo, Text("x"))
                #expect(service.lastContext.withLock { $0?.idempotencyKey } == nil)
            }
        }
    }
}
