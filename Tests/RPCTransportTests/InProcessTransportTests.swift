import NIOCore
import RPCCore
import RPCWire
import Synchronization
import Testing

@testable import RPCTransport

@Suite("In-process transport", .timeLimit(.minutes(2)))
struct InProcessTransportTests {
    @Test("A handler knows by when it must have ended, and calls that it makes end with it")
    func handlersDeadline() async throws {
        let service = ConformanceService()
        let transport = InProcessTransport(router: service.router())
        let _: Text = try await MethodCaller(transport: transport).call(
            ConformanceService.context, Text(""), options: CallOptions(timeout: .seconds(9)))
        let context = try #require(service.lastContext.withLock { $0 })
        #expect(service.lastDeadline.withLock { $0 } == context.deadline)
        await transport.close()
    }

    @Test("What holds for the caller's task does not leak into the handler")
    func taskLocals() async throws {
        let service = ConformanceService()
        let transport = InProcessTransport(router: service.router())
        try await Leak.$value.withValue(true) {
            var router = Router()
            router.register(ConformanceService.echo) { (_: Text, _) async throws(RPCError) -> Text in
                Text("\(Leak.value)")
            }
            let inner = InProcessTransport(router: router)
            let answer: Text = try await MethodCaller(transport: inner).call(ConformanceService.echo, Text(""))
            #expect(answer.text == "false")
            await inner.close()
        }
        await transport.close()
    }

    private enum Leak {
        @TaskLocal static var value = false
    }

    @Test("Closing ends what runs, waits for its handlers, and refuses what comes")
    func close() async throws {
        let service = ConformanceService()
        let transport = InProcessTransport(router: service.router())
        async let held = UnaryConformanceTests.failure(transport, ConformanceService.hold)
        await service.began.wait()
        await transport.close()
        #expect(service.cancelled.isOpen)
        let error = await held
        #expect(error?.code == .unavailable)
        #expect(error?.processed == .maybe)
        let late = await UnaryConformanceTests.failure(transport, ConformanceService.echo)
        #expect(late?.code == .unavailable)
        #expect(late?.processed == .no)
        await transport.close()
    }

    /// A transport with one place, which `hold` has taken.
    private static func withFullTransport(
        maximumWaitingCalls: Int, _ body: (InProcessTransport, ConformanceService) async throws -> Void
    ) async throws {
        let service = ConformanceService()
        var limits = WireLimits.defaults
        limits.concurrentCalls = 1
        let transport = InProcessTransport(
            router: service.router(), limits: limits, maximumWaitingCalls: maximumWaitingCalls)
        async let held = UnaryConformanceTests.failure(transport, ConformanceService.hold)
        await service.began.wait()
        try await body(transport, service)
        await transport.close()
        #expect(await held?.code == .unavailable)
    }

    @Test("Whoever finds no room to wait for a place is refused")
    func nowhereToWait() async throws {
        try await Self.withFullTransport(maximumWaitingCalls: 0) { transport, _ in
            let refused = await UnaryConformanceTests.failure(transport, ConformanceService.echo)
            #expect(refused?.code == .resourceExhausted && refused?.processed == .no)
        }
    }

    @Test("Cancelling a task that waits for a place ends the wait")
    func cancelledWait() async throws {
        try await Self.withFullTransport(maximumWaitingCalls: 1) { transport, service in
            let error = try await withThrowingTaskGroup(of: RPCError?.self) { group in
                group.addTask { await UnaryConformanceTests.failure(transport, ConformanceService.context) }
                #expect(try await eventually { transport.places.waitingCount == 1 })
                group.cancelAll()
                return try await group.next() ?? nil
            }
            #expect(error?.code == .cancelled && error?.processed == .no)
            #expect(service.lastContext.withLock { $0 == nil })
        }
    }

    @Test("Closing refuses who waits for a place")
    func closeWhileWaiting() async throws {
        let service = ConformanceService()
        var limits = WireLimits.defaults
        limits.concurrentCalls = 1
        let transport = InProcessTransport(router: service.router(), limits: limits, maximumWaitingCalls: 1)
        async let held = UnaryConformanceTests.failure(transport, ConformanceService.hold)
        await service.began.wait()
        async let waiting = UnaryConformanceTests.failure(transport, ConformanceService.context)
        #expect(try await eventually { transport.places.waitingCount == 1 })
        await transport.close()
        let error = await waiting
        #expect(error?.code == .unavailable && error?.processed == .no)
        #expect(await held?.code == .unavailable)
        #expect(service.lastContext.withLock { $0 == nil })
    }

    @Test("Requests of running calls that hold too many bytes refuse a further one, until they have ended")
    func requestBytes() async throws {
        let service = ConformanceService()
        var limits = WireLimits.defaults
        limits.requestBytesInFlight = 10
        let transport = InProcessTransport(router: service.router(), limits: limits)
        let error = await withTaskGroup(of: RPCError?.self) { group in
            group.addTask { await UnaryConformanceTests.failure(transport, ConformanceService.hold, "12345678") }
            await service.began.wait()
            let refused = await UnaryConformanceTests.failure(transport, ConformanceService.echo, "123")
            #expect(await UnaryConformanceTests.failure(transport, ConformanceService.echo, "12") == nil)
            group.cancelAll()
            await group.waitForAll()
            return refused
        }
        #expect(error?.code == .resourceExhausted && error?.processed == .no)
        await service.cancelled.wait()
        #expect(
            try await eventually {
                await UnaryConformanceTests.failure(transport, ConformanceService.echo, "1234567890") == nil
            })
        await transport.close()
    }

    @Test("A longer deadline than a server grants is cut")
    func longestDeadline() async throws {
        let service = ConformanceService()
        let transport = InProcessTransport(router: service.router())
        let _: Text = try await MethodCaller(transport: transport).call(
            ConformanceService.context, Text(""), options: CallOptions(timeout: .seconds(9_000)))
        let deadline = try #require(service.lastContext.withLock { $0?.deadline })
        #expect(deadline.remaining <= .seconds(300))
        await transport.close()
    }
}
