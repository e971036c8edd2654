import NIOCore
import RPCCore
import RPCWire
import Testing

@Suite("Streaming calls, over every transport", .timeLimit(.minutes(2)))
struct StreamConformanceTests {
    // MARK: Answers

    @Test("One request, many answers, in order", arguments: TransportUnderTest.streaming)
    func serverStreaming(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, _ in
            for count in [0, 1, 10_000] {
                let answers: AnswerStream<Text> = try await MethodCaller(transport: transport).answers(
                    of: ConformanceService.count, to: Text("\(count)"))
                var next = 0
                for try await answer in answers {
                    #expect(answer.text == "\(next)")
                    next += 1
                }
                #expect(next == count)
            }
        }
    }

    @Test("What was sent before an error arrives before it", arguments: TransportUnderTest.streaming)
    func answersAndThenAnError(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, _ in
            let answers: AnswerStream<Text> = try await MethodCaller(transport: transport).answers(
                of: ConformanceService.countAndFail, to: Text(""))
            var iterator = answers.makeAsyncIterator()
            for number in 0..<3 { #expect(try await iterator.next()?.text == "\(number)") }
            #expect(await Self.end(&iterator) == ConformanceService.error)
        }
    }

    @Test("Letting go of the answers ends the call and stops the handler", arguments: TransportUnderTest.streaming)
    func leavingTheLoop(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, service in
            let taken = try await Self.takeThree(of: transport)
            #expect(taken == 3)
            await service.cancelled.wait()
        }
    }

    private static func takeThree(of transport: any ClientTransport) async throws -> Int {
        let answers: AnswerStream<Blob> = try await MethodCaller(transport: transport).answers(
            of: ConformanceService.flood, to: Text("1000"))
        var taken = 0
        for try await _ in answers {
            taken += 1
            if taken == 3 { break }
        }
        return taken
    }

    @Test("A reader that stops stops the writer, at the window", arguments: TransportUnderTest.streaming)
    func backpressure(_ transport: TransportUnderTest) async throws {
        var limits = WireLimits.defaults
        limits.streamWindowBytes = 64 << 10
        try await transport.withTransport(limits: limits) { transport, service in
            let answers: AnswerStream<Blob> = try await MethodCaller(transport: transport).answers(
                of: ConformanceService.flood, to: Text("1024"))
            var iterator = answers.makeAsyncIterator()
            #expect(try await iterator.next()?.count == 1_024)
            let written = try await Self.settled(service.flooded)
            // A window in the pipe, and one that the reader's side may have taken from it.
            #expect(written >= 32 && written <= 160)
            // Other calls are not held up, and reading on lets the writer go on.
            let echo: Text = try await MethodCaller(transport: transport).call(ConformanceService.echo, Text("x"))
            #expect(echo.text == "x")
            for _ in 0..<500 { #expect(try await iterator.next() != nil) }
            #expect(service.flooded.value > written)
        }
    }

    /// What `counter` stands at once it moves no more.
    private static func settled(_ counter: Counter) async throws -> Int {
        let end = ContinuousClock.now.advanced(by: .seconds(30))
        var last = counter.value
        var unchanged = 0
        while unchanged < 50, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(2))
            unchanged = counter.value == last ? unchanged + 1 : 0
            last = counter.value
        }
        #expect(unchanged == 50)
        return last
    }

    @Test("The deadline ends a stream", arguments: TransportUnderTest.streaming)
    func deadline(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, service in
            // On a busy machine a short deadline may pass before the handler has begun: then a longer one is tried.
            var timeout = Duration.milliseconds(50)
            repeat {
                timeout *= 2
                let error = await Self.readDeaf(transport, CallOptions(timeout: timeout))
                #expect(error?.code == .deadlineExceeded)
            } while !service.began.isOpen
            await service.cancelled.wait()
        }
    }

    @Test("Cancelling the task that reads cancels the call", arguments: TransportUnderTest.streaming)
    func cancel(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, service in
            let error = await withTaskGroup(of: RPCError?.self) { group in
                group.addTask { await Self.readDeaf(transport) }
                await service.began.wait()
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(error?.code == .cancelled)
            await service.cancelled.wait()
        }
    }

    private static func readDeaf(
        _ transport: any ClientTransport, _ options: CallOptions = CallOptions()
    ) async -> RPCError? {
        do throws(RPCError) {
            let stream = try await transport.open(ConformanceService.deaf, request: nil, options: options)
            _ = try await stream.next()
            return nil
        } catch {
            return error
        }
    }

    // MARK: Requests

    @Test("Many requests, one answer", arguments: TransportUnderTest.streaming)
    func clientStreaming(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, _ in
            for count in [0, 1, 1_000] {
                let answer: Text = try await MethodCaller(transport: transport).send(to: ConformanceService.join) {
                    (requests: RequestWriter<Text>) in
                    for number in 0..<count { try await requests.write(Text("\(number)")) }
                }
                #expect(answer.text == (0..<count).map(String.init).joined(separator: " "))
            }
        }
    }

    @Test(
        "An answer before the last request ends the call well, and the writing", arguments: TransportUnderTest.streaming
    )
    func earlyEnd(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, _ in
            let answer: Text = try await MethodCaller(transport: transport).send(to: ConformanceService.first) {
                (requests: RequestWriter<Text>) in
                // Ends with the first write that finds the call over.
                while true { try await requests.write(Text("first")) }
            }
            #expect(answer.text == "first")
        }
    }

    @Test("What the writer itself throws cancels the call and comes back", arguments: TransportUnderTest.streaming)
    func writersOwnError(_ transport: TransportUnderTest) async throws {
        struct Own: Error {}
        try await transport.withTransport { transport, service in
            await #expect(throws: Own.self) {
                let _: Text = try await MethodCaller(transport: transport).send(to: ConformanceService.deaf) {
                    (_: RequestWriter<Text>) in
                    await service.began.wait()
                    throw Own()
                }
            }
            await service.cancelled.wait()
        }
    }

    @Test("A server that stops reading stops the writer, at the window", arguments: TransportUnderTest.streaming)
    func requestBackpressure(_ transport: TransportUnderTest) async throws {
        var limits = WireLimits.defaults
        limits.streamWindowBytes = 64 << 10
        try await transport.withTransport(limits: limits) { transport, service in
            let stream = try await transport.open(ConformanceService.deaf, request: nil, options: CallOptions())
            let written = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    while !Task.isCancelled {
                        do throws(RPCError) {
                            try await stream.write(Blob(count: 1_024))
                            written.increment()
                        } catch {
                            return
                        }
                    }
                }
                let count = try await Self.settled(written)
                #expect(count >= 32 && count <= 160)
                group.cancelAll()
                try await group.waitForAll()
            }
            await service.cancelled.wait()
        }
    }

    @Test("A request past the limit is refused, not processed", arguments: TransportUnderTest.streaming)
    func requestLimit(_ transport: TransportUnderTest) async throws {
        var limits = WireLimits.defaults
        limits.messageBytes = 1_000
        try await transport.withTransport(limits: limits) { transport, _ in
            let _: Text = try await MethodCaller(transport: transport).call(ConformanceService.echo, Text("x"))
            let stream = try await transport.open(ConformanceService.talk, request: nil, options: CallOptions())
            try await stream.write(Blob(count: 1_000))
            #expect(try await stream.next()?.readableBytes == 1_000)
            let error = await #expect(throws: RPCError.self) { try await stream.write(Blob(count: 1_001)) }
            #expect(error?.code == .resourceExhausted)
            #expect(error?.processed == .no)
            stream.cancel()
        }
    }

    // MARK: Both ways

    @Test("Each request is answered before the next, and half-closing is seen", arguments: TransportUnderTest.streaming)
    func conversation(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, _ in
            let call: BidirectionalCall<Text, Text> = try await MethodCaller(transport: transport).exchange(
                with: ConformanceService.talk)
            var answers = call.answers.makeAsyncIterator()
            for number in 0..<100 {
                try await call.requests.write(Text("\(number)"))
                #expect(try await answers.next()?.text == "\(number)")
            }
            call.requests.finish()
            #expect(try await answers.next()?.text == "half-closed")
            #expect(try await answers.next() == nil)
        }
    }

    @Test(
        "A server ends a call of two sides well or badly, whatever is still being written",
        arguments: TransportUnderTest.streaming)
    func serverEnds(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, _ in
            for (word, expected) in [("end", nil), ("fail", ConformanceService.error)] {
                let call: BidirectionalCall<Text, Text> = try await MethodCaller(transport: transport).exchange(
                    with: ConformanceService.talk)
                try await call.requests.write(Text(word))
                var answers = call.answers.makeAsyncIterator()
                #expect(await Self.end(&answers) == expected)
                await #expect(throws: RPCError.self) { try await call.requests.write(Text("late")) }
            }
        }
    }

    @Test("Cancelling twice, or after the end, does nothing", arguments: TransportUnderTest.streaming)
    func cancelIsIdempotent(_ transport: TransportUnderTest) async throws {
        try await transport.withTransport { transport, _ in
            let stream = try await transport.open(ConformanceService.talk, request: nil, options: CallOptions())
            try await stream.write(Text("a"))
            #expect(try await stream.next() == ByteBuffer(string: "a"))
            stream.finishWriting()
            #expect(try await stream.next() == ByteBuffer(string: "half-closed"))
            #expect(try await stream.next() == nil)
            stream.cancel()
            stream.cancel()
            #expect(try await stream.next() == nil, "the call had ended well before")
        }
    }

    /// How the answers end; nil where well, the first that there still is being a failure of the test.
    private static func end(_ answers: inout AnswerStream<Text>.Iterator) async -> RPCError? {
        do throws(RPCError) {
            let answer = try await answers.next(isolation: nil)
            #expect(answer == nil)
            return nil
        } catch {
            return error
        }
    }
}
