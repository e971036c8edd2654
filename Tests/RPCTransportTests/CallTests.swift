import NIOCore
import RPCCore
import RPCTransport
import RPCWire
import Synchronization
import Testing

@Suite("Calls over real sockets", .timeLimit(.minutes(2)))
struct CallTests {
    @Test("P-22, P-38: a unary call brings its answer")
    func unary() async throws {
        try await withServer { _, addresses in
            try await withClient(addresses[0]) { client in
                let answer = try await client.text(EchoService.echo, "hello")
                #expect(answer == "hello")
                let answer2 = try await client.text(EchoService.echo, "")
                #expect(answer2 == "")
                let answer3 = try await client.text(EchoService.echoHeavy, "heavy")
                #expect(answer3 == "heavy")
            }
        }
    }

    @Test("The head reaches the handler: deadline, metadata, trace, key, peer and a call id of its own")
    func context() async throws {
        let service = EchoService()
        try await withServer(service) { _, addresses in
            try await withClient(addresses[0]) { client in
                var metadata = Metadata()
                metadata.append("team", text: "core")
                metadata.append("token", binary: [0, 255])
                let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
                let options = CallOptions(
                    timeout: .seconds(20), metadata: metadata, traceParent: trace, idempotencyKey: "key-1")
                _ = try await client.text(EchoService.echo, "a", options: options)
                let first = try #require(service.lastContext.withLock { $0 })
                #expect(first.metadata == metadata)
                #expect(first.traceParent == trace)
                #expect(first.idempotencyKey == "key-1")
                #expect(first.method == EchoService.echo)
                #expect(first.identity == .anonymous)
                #expect(first.peer.hasPrefix("127.0.0.1:"))
                #expect(first.deadline.remaining <= .seconds(20))
                #expect(first.deadline.remaining > .seconds(5))
                _ = try await client.text(EchoService.echo, "b")
                let second = try #require(service.lastContext.withLock { $0 })
                #expect(second.callID != first.callID)
                #expect(!second.callID.isEmpty)
            }
        }
    }

    @Test("P-36: an error comes with reason, violations, details and retry-after")
    func error() async throws {
        try await withServer { _, addresses in
            try await withClient(addresses[0]) { client in
                let error = await #expect(throws: RPCError.self) { try await client.text(EchoService.fail, "x") }
                #expect(error == EchoService.error)
                // The connection is as good as before.
                let answer = try await client.text(EchoService.echo, "y")
                #expect(answer == "y")
            }
        }
    }

    @Test("P-24: an unknown method is UNIMPLEMENTED, not processed")
    func unknownMethod() async throws {
        try await withServer { _, addresses in
            try await withClient(addresses[0]) { client in
                let error = await #expect(throws: RPCError.self) { try await client.text(EchoService.missing, "x") }
                #expect(error?.code == .unimplemented)
                #expect(error?.processed == .no)
            }
        }
    }

    @Test("A message that does not parse is the handler's INVALID_ARGUMENT")
    func unreadableMessage() async throws {
        try await withServer { _, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            try await peer.sendCall(EchoService.echo, stream: 1, message: ByteBuffer(bytes: [0xFF, 0xFE]))
            let end = try #require(try await peer.nextEnd())
            #expect(end.error?.code == .invalidArgument)
            try await peer.close()
        }
    }

    @Test("Many calls of many tasks share one connection, and each gets its own answer")
    func multiplexing() async throws {
        try await withServer { server, addresses in
            try await withClient(addresses[0]) { client in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for task in 0..<64 {
                        group.addTask {
                            for call in 0..<50 {
                                let text = "\(task)/\(call)"
                                let method = call.isMultiple(of: 7) ? EchoService.echoHeavy : EchoService.echo
                                let answer = try await client.text(method, text)
                                #expect(answer == text)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(server.counters.connectionsAccepted == 1)
                #expect(server.counters.callsSucceeded == 64 * 50)
                #expect(server.counters.callsRunning == 0)
            }
        }
    }

    @Test("P-32: more calls than the server takes wait at the client for a place")
    func moreThanTheLimit() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits.concurrentCalls = 4
        let service = EchoService()
        try await withServer(service, configuration: configuration) { server, addresses in
            try await withClient(addresses[0]) { client in
                _ = try await client.text(EchoService.echo, "connect")
                try await withThrowingTaskGroup(of: String.self) { group in
                    for task in 0..<20 { group.addTask { try await client.text(EchoService.hold, "\(task)") } }
                    #expect(try await eventually { service.began.withLock { $0 } == 4 })
                    service.release.open()
                    var answers: Set<String> = []
                    for try await answer in group { answers.insert(answer) }
                    #expect(answers.count == 20)
                }
                #expect(server.counters.callsRefused == 0)
            }
        }
    }

    @Test("P-32: past the limit a call is RESOURCE_EXHAUSTED, not processed, and the connection goes on")
    func refusedPastTheLimit() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits.concurrentCalls = 2
        let service = EchoService()
        try await withServer(service, configuration: configuration) { server, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            for stream in [1, 3, 5] as [UInt32] { try await peer.sendCall(EchoService.hold, stream: stream) }
            let refused = try #require(try await peer.nextEnd())
            #expect(refused.stream == 5)
            #expect(refused.error?.code == .resourceExhausted)
            #expect(refused.error?.processed == .no)
            service.release.open()
            #expect(try await peer.nextEnd()?.error == nil)
            #expect(try await peer.nextEnd()?.error == nil)
            #expect(server.counters.callsRefused == 1)
            try await peer.close()
        }
    }

    @Test("P-31: a message at the limit is served, one byte more fails only the call")
    func messageLimit() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits.messageBytes = 100_000
        try await withServer(configuration: configuration) { _, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            try await peer.sendCall(EchoService.write, stream: 1, message: ByteBuffer(repeating: 1, count: 100_000))
            #expect(try await peer.nextEnd()?.message == ByteBuffer(string: "100000"))
            // Just past it, and far past it, where the bytes are not even kept.
            for (stream, count) in [(3, 100_001), (5, 3_000_000)] as [(UInt32, Int)] {
                try await peer.sendCall(
                    EchoService.write, stream: stream, message: ByteBuffer(repeating: 1, count: count))
                let end = try #require(try await peer.nextEnd())
                #expect(end.stream == stream)
                #expect(end.error?.code == .resourceExhausted)
                #expect(end.error?.processed == .no)
            }
            try await peer.sendCall(EchoService.write, stream: 7)
            #expect(try await peer.nextEnd()?.message == ByteBuffer(string: "1"))
            try await peer.close()
        }
    }

    @Test("P-31: the client refuses to send what the server would not take")
    func clientChecksLength() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits.messageBytes = 1_000
        try await withServer(configuration: configuration) { server, addresses in
            try await withClient(addresses[0]) { client in
                _ = try await client.text(EchoService.echo, "connect")
                let error = await #expect(throws: RPCError.self) {
                    try await client.unary(EchoService.write, request: Blob(count: 1_001), options: CallOptions())
                }
                #expect(error?.code == .resourceExhausted)
                #expect(error?.processed == .no)
                #expect(server.counters.callsRefused == 0)
                let answer = try await client.unary(
                    EchoService.write, request: Blob(count: 1_000), options: CallOptions())
                #expect(answer == ByteBuffer(string: "1000"))
            }
        }
    }

    @Test("P-39: an answer past the client's limit is RESOURCE_EXHAUSTED, processed")
    func longAnswer() async throws {
        try await withServer { _, addresses in
            var configuration = RPCClientConfiguration.defaults
            configuration.limits.messageBytes = 1_000
            try await withClient(addresses[0], configuration: configuration) { client in
                let error = await #expect(throws: RPCError.self) { try await client.text(EchoService.grow, "1001") }
                #expect(error?.code == .resourceExhausted)
                #expect(error?.processed == .yes)
                let bytes = try await client.unary(EchoService.grow, request: Text("1000"), options: CallOptions())
                #expect(bytes.readableBytes == 1_000)
            }
        }
    }

    @Test("Messages of megabytes go both ways, beside small ones")
    func longMessages() async throws {
        try await withServer { _, addresses in
            try await withClient(addresses[0]) { client in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            let written = try await client.unary(
                                EchoService.write, request: Blob(count: 4 << 20), options: CallOptions())
                            #expect(written == ByteBuffer(string: "\(4 << 20)"))
                            let grown = try await client.unary(
                                EchoService.grow, request: Text("\(4 << 20)"), options: CallOptions())
                            #expect(grown.readableBytes == 4 << 20)
                        }
                        group.addTask {
                            let answer = try await client.text(EchoService.echo, "small")
                            #expect(answer == "small")
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test("P-43: the server enforces the deadline, answers at once and cancels the handler")
    func serverDeadline() async throws {
        let service = EchoService()
        try await withServer(service) { _, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            try await peer.sendCall(EchoService.hold, stream: 1, timeout: 50)
            let end = try #require(try await peer.nextEnd())
            #expect(end.error?.code == .deadlineExceeded)
            #expect(end.error?.processed == .maybe)
            await service.cancelled.wait()
            // Nothing more comes for it: the next END is the next call's.
            try await peer.sendCall(EchoService.echo, stream: 3)
            #expect(try await peer.nextEnd()?.stream == 3)
            try await peer.close()
        }
    }

    @Test("P-44: the client enforces its deadline where the server does not")
    func clientDeadline() async throws {
        // A server that takes the call and never answers.
        try await withMuteServer { address in
            try await withClient(address) { client in
                let error = await #expect(throws: RPCError.self) {
                    try await client.text(EchoService.write, "x", options: CallOptions(timeout: .seconds(2)))
                }
                #expect(error?.code == .deadlineExceeded)
                #expect(error?.processed == .maybe)
            }
        }
    }

    @Test("P-40, P-41: cancelling the task reaches the handler, and the place is free again")
    func cancel() async throws {
        let service = EchoService()
        try await withServer(service) { server, addresses in
            try await withClient(addresses[0]) { client in
                let error = await withTaskGroup(of: RPCError?.self) { group in
                    group.addTask { await client.failure(EchoService.hold, "x") }
                    await service.firstBegan.wait()
                    group.cancelAll()
                    return await group.next() ?? nil
                }
                #expect(error?.code == .cancelled)
                #expect(error?.processed == .maybe)
                await service.cancelled.wait()
                #expect(try await eventually { server.counters.callsRunning == 0 })
                let answer = try await client.text(EchoService.echo, "y")
                #expect(answer == "y")
            }
        }
    }

    @Test("P-41: CANCEL is answered by END once the handler has stopped, with what became of the call")
    func cancelIsAnswered() async throws {
        let service = EchoService()
        try await withServer(service) { server, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            try await peer.sendCall(EchoService.hold, stream: 1)
            try await peer.sendCall(EchoService.stubborn, stream: 3)
            #expect(try await eventually { service.began.withLock { $0 } == 2 })
            try await peer.send {
                FrameWriter(writesChecksums: true).writeCancel(stream: 1, cause: .cancelled, into: &$0)
                FrameWriter(writesChecksums: true).writeCancel(stream: 3, cause: .cancelled, into: &$0)
            }
            let first = try #require(try await peer.nextEnd())
            #expect(first.stream == 1)
            #expect(first.error?.code == .cancelled)
            #expect(first.error?.processed == .no)
            // The stubborn handler still runs, and still holds its place.
            #expect(server.counters.callsRunning == 1)
            service.release.open()
            let second = try #require(try await peer.nextEnd())
            #expect(second.stream == 3)
            #expect(second.error?.code == .cancelled)
            #expect(second.error?.processed == .yes)
            try await peer.close()
        }
    }

    @Test("A call cancelled before it begins is not sent")
    func cancelledBefore() async throws {
        try await withServer { server, addresses in
            try await withClient(addresses[0]) { client in
                _ = try await client.text(EchoService.echo, "connect")
                let error = await withTaskGroup(of: RPCError?.self) { group in
                    group.cancelAll()
                    group.addTask { await client.failure(EchoService.echo, "x") }
                    return await group.next() ?? nil
                }
                #expect(error?.code == .cancelled)
                #expect(error?.processed == .no)
                #expect(server.counters.callsStarted == 1)
            }
        }
    }

    @Test("P-45: streaming calls are UNIMPLEMENTED, and what follows for them is dropped")
    func streaming() async throws {
        try await withServer { _, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            try await peer.sendCall(EchoService.echo, stream: 1, flags: [.hasMessage])
            #expect(try await peer.nextEnd()?.error?.code == .unimplemented)
            try await peer.send { buffer in
                let writer = FrameWriter(writesChecksums: true)
                let frame = writer.begin(.message, stream: 1, in: &buffer)
                writer.finish(frame, flags: [.endOfRequest], in: &buffer)
                writer.writeCredit(stream: 0, bytes: 1_000, into: &buffer)
            }
            try await peer.sendCall(EchoService.echo, stream: 3)
            #expect(try await peer.nextEnd()?.error == nil)
            try await peer.close()
        }
    }

    @Test("P-48: a PING comes back with its bytes")
    func ping() async throws {
        try await withServer { _, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            try await peer.send { FrameWriter(writesChecksums: true).writePing(0xABCD, into: &$0) }
            let pong = DecodedEvent.frame(
                Frame(type: .pong, payload: ByteBuffer(bytes: [0, 0, 0, 0, 0, 0, 0xAB, 0xCD])))
            #expect(try await peer.next() == pong)
            try await peer.close()
        }
    }
}
