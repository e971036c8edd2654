import NIOCore
import RPCCore
import RPCWire
import Synchronization
import Testing

@Suite("Unary calls, over every transport", .timeLimit(.minutes(2)))
struct UnaryConformanceTests {
    @Test("An answer comes back", arguments: TransportUnderTest.allCases)
    func answer(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, _ in
            let answer: Text = try await MethodCaller(transport: transport).call(ConformanceService.echo, Text("hello"))
            #expect(answer.text == "hello")
        }
    }

    @Test(
        "An error comes back whole: reason, violations, details, retry-after, processed",
        arguments: TransportUnderTest.allCases)
    func error(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, _ in
            let error = await Self.failure(transport, ConformanceService.fail)
            #expect(error == ConformanceService.error)
        }
    }

    @Test("An unknown method is UNIMPLEMENTED, not processed", arguments: TransportUnderTest.allCases)
    func unknownMethod(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, _ in
            let error = await Self.failure(transport, ConformanceService.missing)
            #expect(error?.code == .unimplemented)
            #expect(error?.reason == "NO-SUCH-METHOD")
            #expect(error?.processed == .no)
        }
    }

    @Test("The handler sees what came with the call", arguments: TransportUnderTest.allCases)
    func context(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, service in
            var options = CallOptions(
                timeout: .seconds(20), traceParent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                idempotencyKey: "key")
            options.metadata.append("name", text: "value")
            options.metadata.append("name", binary: [0, 255])
            let _: Text = try await MethodCaller(transport: transport).call(
                ConformanceService.context, Text(""), options: options)
            let context = try #require(service.lastContext.withLock { $0 })
            #expect(context.method == ConformanceService.context)
            #expect(context.metadata == options.metadata)
            #expect(context.traceParent == options.traceParent)
            #expect(context.idempotencyKey == "key")
            #expect(context.deadline.remaining <= .seconds(20) && context.deadline.remaining > .seconds(5))
            #expect(!context.callID.isEmpty && !context.peer.isEmpty)
        }
    }

    @Test("What a call head cannot carry is refused before anything happens", arguments: TransportUnderTest.allCases)
    func unfitHead(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, service in
            var large = CallOptions()
            large.metadata.append("name", binary: [UInt8](repeating: 7, count: 17 << 10))
            for options in [large, CallOptions(idempotencyKey: "a b")] {
                let error = await Self.failure(transport, ConformanceService.context, options: options)
                #expect(error?.processed == .no)
                #expect(error?.code == .invalidArgument || error?.code == .resourceExhausted)
            }
            #expect(service.lastContext.withLock { $0 == nil })
        }
    }

    @Test("The deadline ends the call at once and stops the handler", arguments: TransportUnderTest.allCases)
    func deadline(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, service in
            // On a busy machine a short deadline may pass before the handler has begun: then a longer one is tried.
            var timeout = Duration.milliseconds(50)
            var error: RPCError?
            repeat {
                timeout *= 2
                error = await Self.failure(transport, ConformanceService.hold, options: CallOptions(timeout: timeout))
                #expect(error?.code == .deadlineExceeded)
            } while !service.began.isOpen
            #expect(error?.processed == .maybe)
            await service.cancelled.wait()
        }
    }

    @Test("A deadline that has passed sends nothing", arguments: TransportUnderTest.allCases)
    func passedDeadline(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, service in
            let error = await Self.failure(
                transport, ConformanceService.context, options: CallOptions(timeout: .zero))
            #expect(error?.code == .deadlineExceeded)
            #expect(error?.processed == .no)
            #expect(service.lastContext.withLock { $0 == nil })
        }
    }

    @Test("Cancelling the task reaches the handler", arguments: TransportUnderTest.allCases)
    func cancel(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, service in
            let error = await withTaskGroup(of: RPCError?.self) { group in
                group.addTask { await Self.failure(transport, ConformanceService.hold) }
                await service.began.wait()
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(error?.code == .cancelled)
            #expect(error?.processed == .maybe)
            await service.cancelled.wait()
        }
    }

    @Test(
        "A message at the limit goes, one byte more fails its call alone, each way",
        arguments: TransportUnderTest.allCases)
    func messageLimits(_ transport: TransportUnderTest) async throws {
        var limits = WireLimits.defaults
        limits.messageBytes = 10_000
        try await transport.withTransport(limits: limits) { transport, _ in
            let caller = MethodCaller(transport: transport)
            // The server's limit is known once a call has gone well.
            let _: Text = try await caller.call(ConformanceService.echo, Text("x"))
            let echoed: Text = try await caller.call(
                ConformanceService.echo, Text(String(repeating: "a", count: 10_000)))
            #expect(echoed.text.utf8.count == 10_000)
            let long = await Self.failure(
                transport, ConformanceService.echo, String(repeating: "a", count: 10_001))
            #expect(long?.code == .resourceExhausted)
            #expect(long?.processed == .no)
            let grown: Blob = try await caller.call(ConformanceService.grow, Text("10000"))
            #expect(grown.count == 10_000)
            let longAnswer = await Self.failure(transport, ConformanceService.grow, "10001")
            #expect(longAnswer?.code == .resourceExhausted)
            #expect(longAnswer?.processed == .yes)
        }
    }

    @Test("A call beyond the limit of a connection waits for a place", arguments: TransportUnderTest.allCases)
    func places(_ transport: TransportUnderTest) async throws {
        var limits = WireLimits.defaults
        limits.concurrentCalls = 1
        try await transport.withTransport(limits: limits) { transport, service in
            // The server's limit is known once a call has gone well.
            #expect(await Self.failure(transport, ConformanceService.echo) == nil)
            await withTaskGroup(of: RPCError?.self) { group in
                group.addTask { await Self.failure(transport, ConformanceService.hold) }
                await service.began.wait()
                let timeout = CallOptions(timeout: .milliseconds(50))
                let late = await Self.failure(transport, ConformanceService.echo, options: timeout)
                #expect(late?.code == .deadlineExceeded && late?.processed == .no)
                async let waiting = Self.failure(transport, ConformanceService.echo)
                group.cancelAll()
                let held = await group.next() ?? nil
                #expect(held?.code == .cancelled)
                #expect(await waiting == nil)
            }
        }
    }

    @Test("Many calls at once, each with its own answer", arguments: TransportUnderTest.allCases)
    func many(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<50 {
                    group.addTask {
                        for call in 0..<20 {
                            let answer: Text = try await MethodCaller(transport: transport).call(
                                ConformanceService.echo, Text("\(task)/\(call)"))
                            #expect(answer.text == "\(task)/\(call)")
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    static func failure(
        _ transport: any ClientTransport, _ method: MethodDescriptor, _ text: String = "",
        options: CallOptions = CallOptions()
    ) async -> RPCError? {
        do throws(RPCError) {
            _ = try await transport.unary(method, request: Text(text), options: options)
            return nil
        } catch {
            return error
        }
    }
}
