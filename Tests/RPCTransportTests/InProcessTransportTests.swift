import NIOCore
import RPCCore
import RPCTransport
import RPCWire
import Synchronization
import Testing

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
