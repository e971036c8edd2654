import NIOCore
import RPCCore
import RPCTransport
import RPCWire
import Synchronization
import Testing

extension ClientStream {
    /// The next answer as text; nil at the good end.
    func text() async throws(RPCError) -> String? {
        guard let bytes = try await next() else { return nil }
        return try Text.decode(bytes).text
    }

    /// All answers to the good end.
    func texts() async throws(RPCError) -> [String] {
        var all: [String] = []
        while let text = try await text() { all.append(text) }
        return all
    }
}

@Suite("Streams over real sockets", .timeLimit(.minutes(2)))
struct StreamTests {
    @Test("P-62: one request, many answers, and the good end")
    func serverStreaming() async throws {
        try await withServer { _, addresses in
            try await withClient(addresses[0]) { client in
                let stream = try await client.open(EchoService.split, request: Text("a\nb\n\nc"), options: .init())
                let answers = try await stream.texts()
                #expect(answers == ["a", "b", "", "c"])
                let again = try await stream.next()
                #expect(again == nil, "the end stays the end")
            }
        }
    }

    @Test("P-62, P-67: many requests, one answer", arguments: [0, 1, 3, 2_000])
    func clientStreaming(count: Int) async throws {
        try await withServer { _, addresses in
            try await withClient(addresses[0]) { client in
                let stream = try await client.open(EchoService.join, request: nil, options: .init())
                for number in 0..<count { try await stream.write(Text("\(number)")) }
                stream.finishWriting()
                let answers = try await stream.texts()
                #expect(answers == [(0..<count).map(String.init).joined(separator: "+")])
            }
        }
    }

    @Test(
        "P-62: requests and answers in turns, on the loop and off it",
        arguments: [
            EchoService.chat, EchoService.chatHeavy,
        ])
    func bidirectional(_ method: MethodDescriptor) async throws {
        try await withServer { _, addresses in
            try await withClient(addresses[0]) { client in
                let stream = try await client.open(method, request: nil, options: .init())
                for word in ["one", "two", "three"] {
                    try await stream.write(Text(word))
                    let answer = try await stream.text()
                    #expect(answer == "re: \(word)")
                }
                stream.finishWriting()
                let rest = try await stream.texts()
                #expect(rest == ["bye"])
            }
        }
    }

    @Test("P-36, P-64: an error ends a stream behind its answers")
    func errorAtTheEnd() async throws {
        try await withServer { _, addresses in
            try await withClient(addresses[0]) { client in
                let stream = try await client.open(EchoService.split, request: Text("a\nfail"), options: .init())
                let first = try await stream.text()
                #expect(first == "a")
                let error = await #expect(throws: RPCError.self) { try await stream.next() }
                #expect(error == EchoService.error)
                let again = await #expect(throws: RPCError.self) { try await stream.next() }
                #expect(again == EchoService.error)
            }
        }
    }

    @Test(
        "P-64, P-65, P-74: messages far longer than the windows, both ways",
        arguments: [
            EchoService.chat, EchoService.chatHeavy,
        ])
    func longMessages(_ method: MethodDescriptor) async throws {
        try await withServer { _, addresses in
            try await withClient(addresses[0]) { client in
                let stream = try await client.open(method, request: nil, options: .init())
                let long = String(repeating: "x", count: 3 << 20)
                try await stream.write(Text(long))
                let answer = try await stream.text()
                #expect(answer == "re: \(long)")
                stream.finishWriting()
                let rest = try await stream.texts()
                #expect(rest == ["bye"])
            }
        }
    }

    @Test(
        "P-64: unary messages of any length arrive whole",
        arguments: [
            0, 1, 32 << 10, (32 << 10) + 1, 1 << 20, (4 << 20) - 100,
        ])
    func unaryLengths(count: Int) async throws {
        try await withServer { _, addresses in
            try await withClient(addresses[0]) { client in
                let written = try await client.unary(
                    EchoService.write, request: Blob(count: count), options: .init())
                #expect(String(buffer: written) == "\(count)")
                let grown = try await client.unary(EchoService.grow, request: Text("\(count)"), options: .init())
                #expect(grown.readableBytes == count)
            }
        }
    }

    @Test("P-74: a reader that stops holds up nobody, and its writer waits")
    func stoppedReader() async throws {
        let service = EchoService()
        try await withServer(service) { _, addresses in
            try await withClient(addresses[0]) { client in
                let stopped = try await client.open(EchoService.endless, request: Text("1000"), options: .init())
                await service.firstBegan.wait()
                for number in 0..<200 {
                    let answer = try await client.text(EchoService.echo, "\(number)")
                    #expect(answer == "\(number)")
                }
                let other = try await client.open(EchoService.split, request: Text("a\nb"), options: .init())
                let answers = try await other.texts()
                #expect(answers == ["a", "b"])
                // A window of 262,144 bytes takes 258 frames of 1,016 bytes, and the writer waits with one more.
                let filled = try await eventually { service.written.withLock { $0 } == 258 }
                #expect(filled)
                for _ in 0..<1_000 {
                    let bytes = try await stopped.next()
                    #expect(bytes?.readableBytes == 1_000)
                }
                let written = service.written.withLock { $0 }
                #expect(written >= 1_000 && written <= 1_000 + 258 + 1)
                stopped.cancel()
            }
        }
    }

    @Test(
        "P-40, P-69: cancelling reaches the handler, whatever it waits for",
        arguments: [
            EchoService.endless, EchoService.endlessHeavy,
        ])
    func cancelReachesWriter(_ method: MethodDescriptor) async throws {
        let service = EchoService()
        try await withServer(service) { _, addresses in
            try await withClient(addresses[0]) { client in
                let stream = try await client.open(method, request: Text("10"), options: .init())
                _ = try await stream.next()
                stream.cancel()
                await service.cancelled.wait()
                #expect(service.streamErrors.withLock { $0.map(\.code) } == [.cancelled])
                let error = await #expect(throws: RPCError.self) { try await stream.next() }
                #expect(error?.code == .cancelled)
            }
        }
    }

    @Test("P-40: a handler that waits for requests hears of the cancel")
    func cancelReachesReader() async throws {
        let service = EchoService()
        try await withServer(service) { _, addresses in
            try await withClient(addresses[0]) { client in
                let stream = try await client.open(EchoService.join, request: nil, options: .init())
                try await stream.write(Text("one"))
                await service.firstBegan.wait()
                stream.cancel()
                await service.cancelled.wait()
                #expect(service.streamErrors.withLock { $0.map(\.code) } == [.cancelled])
            }
        }
    }

    @Test("A cancelled task that waits for an answer cancels the call")
    func cancelledTask() async throws {
        let service = EchoService()
        try await withServer(service) { _, addresses in
            try await withClient(addresses[0]) { client in
                let error: RPCError? = await withTaskGroup(of: RPCError?.self) { group in
                    group.addTask {
                        do throws(RPCError) {
                            let stream = try await client.open(EchoService.join, request: nil, options: .init())
                            _ = try await stream.next()
                            return nil
                        } catch {
                            return error
                        }
                    }
                    await service.firstBegan.wait()
                    group.cancelAll()
                    return await group.next() ?? nil
                }
                #expect(error?.code == .cancelled)
                await service.cancelled.wait()
            }
        }
    }

    @Test("A stream that nobody holds any more is cancelled")
    func droppedStream() async throws {
        let service = EchoService()
        try await withServer(service) { _, addresses in
            try await withClient(addresses[0]) { client in
                _ = try await client.open(EchoService.endless, request: Text("10"), options: .init())
                await service.cancelled.wait()
            }
        }
    }

    @Test("P-43, P-44: the deadline ends a stream on both sides")
    func deadline() async throws {
        let service = EchoService()
        try await withServer(service) { _, addresses in
            try await withClient(addresses[0]) { client in
                let options = CallOptions(timeout: .seconds(3))
                let stream = try await client.open(EchoService.join, request: nil, options: options)
                let error = await #expect(throws: RPCError.self) { try await stream.next() }
                #expect(error?.code == .deadlineExceeded)
                await service.cancelled.wait()
                let seen = try #require(service.streamErrors.withLock { $0.first })
                #expect(seen.code == .deadlineExceeded || seen.code == .cancelled)
            }
        }
    }

    @Test("P-69: a server may end before its client has; the writer hears of it")
    func earlyEnd() async throws {
        let service = EchoService()
        try await withServer(service) { _, addresses in
            try await withClient(addresses[0]) { client in
                let stream = try await client.open(EchoService.deaf, request: nil, options: .init())
                await service.firstBegan.wait()
                service.release.open()
                let answers = try await stream.texts()
                #expect(answers == ["heard nothing"])
                let error = await #expect(throws: RPCError.self) { try await stream.write(Text("more")) }
                #expect(error?.code == .cancelled)
            }
        }
    }

    @Test("P-73, P-74: a writer whose reader does not read waits, and goes on when the call ends")
    func writerWaits() async throws {
        let service = EchoService()
        try await withServer(service) { server, addresses in
            try await withClient(addresses[0]) { client in
                let stream = try await client.open(EchoService.deaf, request: nil, options: .init())
                let long = Text(String(repeating: "x", count: 1 << 20))
                let error: RPCError? = await withTaskGroup(of: RPCError?.self) { group in
                    group.addTask {
                        do throws(RPCError) {
                            try await stream.write(long)
                            return nil
                        } catch {
                            return error
                        }
                    }
                    await service.firstBegan.wait()
                    service.release.open()
                    return await group.next() ?? nil
                }
                #expect(error?.code == .cancelled)
                let answer = try await client.text(EchoService.echo, "as good as before")
                #expect(answer == "as good as before")
                #expect(server.counters.protocolViolations == 0)
            }
        }
    }

    @Test("P-66: a message past the server's limit fails before it is sent, the stream goes on")
    func tooLongRequest() async throws {
        try await withServer { _, addresses in
            try await withClient(addresses[0]) { client in
                let stream = try await client.open(EchoService.join, request: nil, options: .init())
                let error = await #expect(throws: RPCError.self) {
                    try await stream.write(Blob(count: (4 << 20) + 1))
                }
                #expect(error?.code == .resourceExhausted)
                try await stream.write(Text("short"))
                stream.finishWriting()
                let answers = try await stream.texts()
                #expect(answers == ["short"])
            }
        }
    }

    @Test("P-51, P-52: a drain waits for streams that run, within its limit")
    func drain() async throws {
        let service = EchoService()
        var configuration = RPCServerConfiguration.defaults
        configuration.drainLimit = .seconds(60)
        try await withServer(service, configuration: configuration) { server, addresses in
            try await withClient(addresses[0]) { client in
                let stream = try await client.open(EchoService.chat, request: nil, options: .init())
                try await stream.write(Text("before"))
                let first = try await stream.text()
                #expect(first == "re: before")
                server.stop()
                try await stream.write(Text("after"))
                let second = try await stream.text()
                #expect(second == "re: after")
                stream.finishWriting()
                let rest = try await stream.texts()
                #expect(rest == ["bye"])
            }
        }
    }

    @Test("P-52: a stream past the drain's limit is cancelled, and its client hears UNAVAILABLE")
    func drainLimit() async throws {
        let service = EchoService()
        var configuration = RPCServerConfiguration.defaults
        configuration.drainLimit = .milliseconds(50)
        try await withServer(service, configuration: configuration) { server, addresses in
            try await withClient(addresses[0]) { client in
                let stream = try await client.open(EchoService.join, request: nil, options: .init())
                await service.firstBegan.wait()
                server.stop()
                let error = await #expect(throws: RPCError.self) { try await stream.next() }
                #expect(error?.code == .unavailable)
            }
        }
    }

    @Test("P-58: a lost connection delivers what had come, then fails the stream with processed maybe")
    func lostConnection() async throws {
        try await withServer { _, addresses in
            try await withClient(addresses[0]) { client in
                let stream = try await client.open(EchoService.split, request: Text("a\nhold"), options: .init())
                let first = try await stream.text()
                #expect(first == "a")
                await client.close()
                let error = await #expect(throws: RPCError.self) { try await stream.next() }
                #expect(error?.code == .unavailable)
                #expect(error?.processed == .maybe)
            }
        }
    }

    @Test("P-68: a unary method takes one message, in whatever parts, and no other number")
    func unaryMessageCount() async throws {
        try await withServer { _, addresses in
            let peer = try await RawPeer.greeted(addresses[0], streaming: true)
            try await peer.sendCall(EchoService.echo, stream: 1, message: ByteBuffer(), flags: [])
            try await peer.sendMessage(stream: 1, ByteBuffer(), flags: [.endOfRequest])
            let none = try #require(try await peer.nextEnd())
            #expect(none.error?.code == .invalidArgument && none.error?.processed == .no)
            try await peer.sendCall(EchoService.echo, stream: 3, flags: [.hasMessage])
            try await peer.sendMessage(stream: 3, ByteBuffer(string: "two"), flags: [.hasMessage, .endOfRequest])
            let two = try #require(try await peer.nextEnd())
            #expect(two.error?.code == .invalidArgument && two.error?.processed == .no)
            try await peer.sendCall(EchoService.echo, stream: 5, flags: [.hasMessage, .more])
            try await peer.sendMessage(stream: 5, ByteBuffer(string: "e"), flags: [.hasMessage, .more])
            try await peer.sendMessage(stream: 5, ByteBuffer(string: "ssage"), flags: [.hasMessage, .endOfRequest])
            let one = try #require(try await peer.nextEnd())
            #expect(one.error == nil && String(buffer: one.message) == "message")
            try await peer.close()
        }
    }

    @Test("P-45: a client without the capability hears UNIMPLEMENTED of a streaming method")
    func withoutCapability() async throws {
        try await withServer { _, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            try await peer.sendCall(EchoService.split, stream: 1)
            let end = try #require(try await peer.nextEnd())
            #expect(end.error?.code == .unimplemented && end.error?.processed == .no)
            try await peer.close()
        }
    }

    @Test("P-76: a client that gives no credit loses its call, not its connection")
    func noCredit() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits.stalledStreamTimeout = .milliseconds(50)
        let service = EchoService()
        try await withServer(service, configuration: configuration) { _, addresses in
            let peer = try await RawPeer.greeted(addresses[0], streaming: true)
            try await peer.sendCall(EchoService.endless, stream: 1, message: ByteBuffer(string: "1000"))
            let end = try #require(try await peer.nextEnd())
            #expect(end.error?.code == .resourceExhausted)
            await service.cancelled.wait()
            try await peer.sendCall(EchoService.echo, stream: 3)
            let echo = try #require(try await peer.nextEnd())
            #expect(echo.stream == 3 && echo.error == nil)
            try await peer.close()
        }
    }

    @Test("P-32: a cancelled stream holds its place until its handler has stopped, a flood of them starts no more")
    func cancelFlood() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits.concurrentCalls = 3
        let service = EchoService()
        try await withServer(service, configuration: configuration) { _, addresses in
            let peer = try await RawPeer.greeted(addresses[0], streaming: true)
            for number in 0..<50 as Range<UInt32> {
                try await peer.sendCall(EchoService.stubborn, stream: 2 * number + 1)
                try await peer.send {
                    FrameWriter(writesChecksums: true).writeCancel(
                        stream: 2 * number + 1, cause: .cancelled, into: &$0)
                }
            }
            for _ in 0..<47 {
                let end = try #require(try await peer.nextEnd())
                #expect(end.error?.code == .resourceExhausted)
            }
            #expect(service.began.withLock { $0 } == 3)
            try await peer.close()
        }
    }

    @Test("P-57, P-71: more answers than the socket takes hold up no other connection, and arrive")
    func moreThanTheSocketTakes() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.eventLoops = 1
        let generous = RPCClientConfiguration(
            limits: WireLimits(streamWindowBytes: 4 << 20, connectionWindowBytes: 64 << 20))
        try await withServer(configuration: configuration) { _, addresses in
            try await withClient(addresses[0], configuration: generous) { client in
                var streams: [any ClientStream] = []
                for _ in 0..<12 {
                    streams.append(
                        try await client.open(EchoService.endless, request: Text("32000"), options: .init()))
                }
                try await withClient(addresses[0]) { other in
                    for number in 0..<100 {
                        let answer = try await other.text(EchoService.echo, "\(number)")
                        #expect(answer == "\(number)")
                    }
                }
                for stream in streams {
                    for _ in 0..<300 {
                        let bytes = try await stream.next()
                        #expect(bytes?.readableBytes == 32_000)
                    }
                    stream.cancel()
                }
            }
        }
    }
}
