import NIOCore
import RPCCore
import RPCTransport
import RPCWire
import Synchronization
import Testing

@Suite("Peers that do what they should not", .timeLimit(.minutes(2)))
struct BadPeerTests {
    /// After whatever a bad peer did, others are served.
    static func expectServed(_ address: RPCAddress) async throws {
        try await withClient(address) { client in
            let answer = try await client.text(EchoService.echo, "still here")
            #expect(answer == "still here")
        }
    }

    @Test("P-9: a request of HTTP gets a readable 400")
    func http() async throws {
        try await withServer { server, addresses in
            let peer = try await RawPeer.connect(addresses[0])
            try await peer.send { $0.writeString("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") }
            let answer = await peer.textUntilClosed()
            #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(answer.contains("hfrpc"))
            #expect(server.counters.protocolViolations == 1)
            try await Self.expectServed(addresses[0])
        }
    }

    @Test(
        "P-9, P-11: garbage gets a refusal and is closed",
        arguments: [
            [0x16, 0x03, 0x01, 0x02, 0x00], [0x00], Array("HELO\r\n".utf8), Array("*1\r\n$4\r\nPING\r\n".utf8),
            WireConstants.magic + [0xFF, 0xFF], WireConstants.magic + [0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00],
        ] as [[UInt8]])
    func garbage(_ bytes: [UInt8]) async throws {
        try await withServer { _, addresses in
            let peer = try await RawPeer.connect(addresses[0])
            try await peer.send { $0.writeBytes(bytes) }
            guard case .serverHello(.refused(let refusal)) = try await peer.next() else {
                Issue.record("no refusal")
                return
            }
            #expect(refusal.cause == .malformed)
            #expect(!refusal.message.isEmpty)
            #expect(try await peer.next() == nil)
            try await Self.expectServed(addresses[0])
        }
    }

    @Test("P-5: a client of a later version hears which this server speaks")
    func version() async throws {
        try await withServer { _, addresses in
            let peer = try await RawPeer.connect(addresses[0])
            var hello = RawPeer.hello()
            hello.lowestVersion = 7
            hello.highestVersion = 9
            let sent = hello
            try await peer.send { sent.write(into: &$0) }
            guard case .serverHello(.refused(let refusal)) = try await peer.next() else {
                Issue.record("no refusal")
                return
            }
            #expect(refusal.cause == .version)
            #expect(refusal.lowestVersion == 1 && refusal.highestVersion == 1)
            #expect(try await peer.next() == nil)
        }
    }

    @Test("P-10: a hello that does not come in time gets a refusal")
    func slowHandshake() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits.handshakeTimeout = .milliseconds(100)
        try await withServer(configuration: configuration) { _, addresses in
            let peer = try await RawPeer.connect(addresses[0])
            // On a busy machine the time may be over before this is sent: the refusal comes all the same.
            try? await peer.send { $0.writeBytes(WireConstants.magic.prefix(5)) }
            guard case .serverHello(.refused(let refusal)) = try await peer.next() else {
                Issue.record("no refusal")
                return
            }
            #expect(refusal.cause == .timeout)
            #expect(try await peer.next() == nil)
        }
    }

    @Test("P-60: a connection past the limit hears that the server is busy; one that ends makes room")
    func tooManyConnections() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.maximumConnections = 2
        try await withServer(configuration: configuration) { server, addresses in
            let first = try await RawPeer.greeted(addresses[0])
            let second = try await RawPeer.greeted(addresses[0])
            let third = try await RawPeer.connect(addresses[0])
            guard case .serverHello(.refused(let refusal)) = try await third.next() else {
                Issue.record("no refusal")
                return
            }
            #expect(refusal.cause == .busy)
            #expect(refusal.retryAfterMilliseconds > 0)
            try await withClient(addresses[0]) { client in
                let error = await #expect(throws: RPCError.self) {
                    try await client.text(EchoService.echo, "x", options: CallOptions(waitForReady: false))
                }
                #expect(error?.code == .unavailable)
                #expect(error?.processed == .no)
            }
            try await first.close()
            #expect(try await eventually { server.counters.connectionsOpen == 1 })
            try await Self.expectServed(addresses[0])
            try await second.close()
        }
    }

    struct Breach: Sendable, CustomTestStringConvertible {
        let what: String
        let bytes: ByteBuffer
        let code: GoAwayCode
        var testDescription: String { what }
    }

    static func raw(
        _ type: UInt8, flags: UInt8 = 0, stream: UInt32 = 0, payload: [UInt8] = [], length: UInt32? = nil,
        checksum: UInt32? = nil
    ) -> ByteBuffer {
        var header = FrameHeader(
            length: length ?? UInt32(payload.count), type: type, flags: FrameFlags(rawValue: flags), stream: stream)
        var buffer = ByteBuffer()
        header.write(into: &buffer)
        buffer.writeBytes(payload)
        header.checksum = checksum ?? CRC32C.checksum(buffer)
        var frame = ByteBuffer()
        header.write(into: &frame)
        frame.writeBytes(payload)
        return frame
    }

    static let breaches: [Breach] = [
        Breach(
            what: "P-16: a wrong checksum", bytes: raw(6, payload: Array(repeating: 0, count: 8), checksum: 1),
            code: .checksumMismatch),
        Breach(
            what: "P-15: a frame longer than any may be", bytes: raw(1, flags: 3, stream: 1, length: 0x7FFF_FFFF),
            code: .frameTooLong),
        Breach(
            what: "P-12: a second hello",
            bytes: {
                var b = ByteBuffer(); RawPeer.hello().write(into: &b); return b
            }(),
            code: .frameTooLong),
        Breach(what: "P-17: an unknown type", bytes: raw(0x7F), code: .protocolError),
        Breach(
            what: "P-18: an unknown flag", bytes: raw(6, flags: 8, payload: Array(repeating: 0, count: 8)),
            code: .protocolError),
        Breach(what: "P-21: an even stream", bytes: raw(1, flags: 3, stream: 2), code: .protocolError),
        Breach(
            what: "P-42: CANCEL of what was never opened", bytes: raw(4, stream: 9, payload: [1]), code: .protocolError),
        Breach(what: "P-47: credit of nothing", bytes: raw(5, payload: [0, 0, 0, 0]), code: .flowControlError),
        Breach(what: "P-59: an END", bytes: raw(3, flags: 2, stream: 1, payload: [0, 2, 0, 0]), code: .protocolError),
    ]

    @Test("P-54: a breach is answered by GOAWAY with its code, and the connection is closed", arguments: breaches)
    func breach(_ breach: Breach) async throws {
        try await withServer { server, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            try await peer.send { $0.writeImmutableBuffer(breach.bytes) }
            #expect(try await peer.farewell() == breach.code)
            #expect(server.counters.protocolViolations == 1)
            try await Self.expectServed(addresses[0])
        }
    }

    @Test("P-54: a breach cancels the calls of its connection")
    func breachCancels() async throws {
        let service = EchoService()
        try await withServer(service) { _, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            try await peer.sendCall(EchoService.hold, stream: 1)
            await service.firstBegan.wait()
            try await peer.send { $0.writeImmutableBuffer(Self.raw(0x7F)) }
            await service.cancelled.wait()
            #expect(try await peer.farewell() == .protocolError)
        }
    }

    @Test("A peer that closes cancels its calls")
    func closingCancels() async throws {
        let service = EchoService()
        try await withServer(service) { server, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            try await peer.sendCall(EchoService.hold, stream: 1)
            await service.firstBegan.wait()
            try await peer.close()
            await service.cancelled.wait()
            #expect(try await eventually { server.counters.callsRunning == 0 })
        }
    }

    @Test("P-55: a flood of pings is ended")
    func pingFlood() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits.controlFrameBurst = 20
        configuration.limits.controlFramesPerSecond = 1
        try await withServer(configuration: configuration) { _, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            try await peer.send { buffer in
                for id in 0..<1_000 { FrameWriter(writesChecksums: true).writePing(UInt64(id), into: &buffer) }
            }
            #expect(try await peer.farewell() == .flood)
            try await Self.expectServed(addresses[0])
        }
    }

    @Test("P-41, P-55: opening and cancelling in a row starts no more handlers than the limit, and is ended")
    func openAndCancelFlood() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits.concurrentCalls = 8
        configuration.limits.controlFrameBurst = 100
        configuration.limits.controlFramesPerSecond = 1
        let service = EchoService()
        try await withServer(service, configuration: configuration) { _, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            for index in 0..<200 as Range<UInt32> {
                try? await peer.sendCall(EchoService.stubborn, stream: 2 * index + 1)
                try? await peer.send {
                    FrameWriter(writesChecksums: true).writeCancel(stream: 2 * index + 1, cause: .cancelled, into: &$0)
                }
            }
            #expect(try await peer.farewell() == .flood)
            #expect(service.began.withLock { $0 } == 8)
            try await Self.expectServed(addresses[0])
        }
    }

    @Test("P-32, P-41: streams without end take places like other calls; cancelling them all frees what they held")
    func endlessStreams() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits.concurrentCalls = 4
        let service = EchoService()
        try await withServer(service, configuration: configuration) { server, addresses in
            let peer = try await RawPeer.greeted(addresses[0], streaming: true)
            for index in 0..<6 as Range<UInt32> {
                try await peer.sendCall(EchoService.endless, stream: 2 * index + 1)
            }
            for _ in 0..<2 {
                let refused = try #require(try await peer.nextEnd())
                #expect(refused.stream == 9 || refused.stream == 11)
                #expect(refused.error?.code == .resourceExhausted && refused.error?.processed == .no)
            }
            #expect(try await eventually { service.began.withLock { $0 } == 4 })
            try await peer.send { buffer in
                for index in 0..<4 as Range<UInt32> {
                    FrameWriter(writesChecksums: true).writeCancel(
                        stream: 2 * index + 1, cause: .cancelled, into: &buffer)
                }
            }
            #expect(try await eventually { server.counters.callsRunning == 0 })
            #expect(service.streamErrors.withLock { $0.count } == 4)
            try await peer.sendCall(EchoService.echo, stream: 13)
            while let end = try await peer.nextEnd(), end.stream != 13 {}
            try await Self.expectServed(addresses[0])
        }
    }

    @Test("P-56: a frame that is begun and not finished is given up")
    func stalledFrame() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits.stalledFrameTimeout = .milliseconds(100)
        try await withServer(configuration: configuration) { _, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            try await peer.send {
                $0.writeImmutableBuffer(Self.raw(1, flags: 3, stream: 1, payload: [0], length: 1_000))
            }
            #expect(try await peer.farewell() == .stalled)
        }
    }

    @Test("P-57: a peer that does not read is not read from, and is given up")
    func doesNotRead() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits.stalledWriteTimeout = .milliseconds(200)
        try await withServer(configuration: configuration) { server, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            try await peer.stopReading()
            // 256 calls whose answers are megabytes: more than any socket's buffers hold.
            for index in 0..<256 as Range<UInt32> {
                try? await peer.sendCall(
                    EchoService.grow, stream: 2 * index + 1, message: ByteBuffer(string: "4000000"))
            }
            #expect(try await eventually { server.counters.connectionsOpen == 0 })
            #expect(server.counters.protocolViolations == 1)
            // What it was sent cost memory for few answers only: the rest was not even read.
            #expect(server.counters.callsStarted < 256)
            try await Self.expectServed(addresses[0])
        }
    }

    @Test("P-49: a peer that falls silent is pinged and given up")
    func silence() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits.keepaliveTimeout = .milliseconds(100)
        try await withServer(configuration: configuration) { _, addresses in
            let peer = try await RawPeer.connect(addresses[0])
            var hello = RawPeer.hello()
            hello.limits.keepaliveMilliseconds = 1
            let sent = hello
            try await peer.send { sent.write(into: &$0) }
            guard case .serverHello(.accepted(let acceptance)) = try await peer.next() else {
                Issue.record("not accepted")
                return
            }
            #expect(acceptance.limits.keepaliveMilliseconds == 1_000)
            guard case .frame(let ping) = try await peer.next() else {
                Issue.record("no ping")
                return
            }
            #expect(ping.type == .ping)
            #expect(try await peer.farewell() == .keepaliveTimeout)
        }
    }

    @Test("P-49: a server that falls silent is pinged and given up by the client")
    func silentServer() async throws {
        try await withMuteServer(keepalive: .milliseconds(50)) { address in
            var configuration = RPCClientConfiguration.defaults
            configuration.limits.keepaliveTimeout = .milliseconds(50)
            configuration.maximumAttempts = 1
            try await withClient(address, configuration: configuration) { client in
                let error = await #expect(throws: RPCError.self) { try await client.text(EchoService.write, "x") }
                #expect(error?.code == .unavailable)
                #expect(error?.processed == .maybe)
            }
        }
    }

    @Test("P-7, P-16: without checksums a connection works, its fields zero")
    func withoutChecksums() async throws {
        try await withServer { _, addresses in
            let peer = try await RawPeer.connect(addresses[0])
            var hello = RawPeer.hello()
            hello.capabilities = []
            let sent = hello
            try await peer.send { buffer in
                sent.write(into: &buffer)
                let writer = FrameWriter(writesChecksums: false)
                let frame = writer.begin(.call, stream: 1, in: &buffer)
                try? CallHead(method: EchoService.echo.path).write(into: &buffer, metadataLimit: 0)
                buffer.writeString("plain")
                writer.finish(frame, flags: [.endOfRequest, .hasMessage], in: &buffer)
            }
            guard case .serverHello(.accepted(let acceptance)) = try await peer.next() else {
                Issue.record("not accepted")
                return
            }
            #expect(acceptance.capabilities == [])
            guard case .frame(let end) = try await peer.next() else {
                Issue.record("no answer")
                return
            }
            #expect(String(buffer: end.payload).hasSuffix("plain"))
            try await peer.close()
        }
    }
}
