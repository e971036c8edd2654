import Foundation
import NIOCore
import NIOPosix
import RPCCore
import RPCTransport
import RPCWire
import Synchronization
import Testing

@Suite("Life of servers and clients", .timeLimit(.minutes(2)))
struct LifeTests {
    @Test("P-51: a drain finishes running calls, then run() returns")
    func drain() async throws {
        let service = EchoService()
        let server = RPCServer(
            router: service.router(), addresses: [.tcp(host: "127.0.0.1", port: 0)], logger: .silent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let address = try await server.boundAddresses()[0]
            try await withClient(address) { client in
                async let held = client.text(EchoService.hold, "kept")
                await service.firstBegan.wait()
                server.stop()
                // The server no longer listens, the call still runs.
                #expect(try await eventually { await Self.isRefused(address) })
                #expect(server.counters.callsRunning == 1)
                service.release.open()
                #expect(try await held == "kept")
                try await group.waitForAll()
            }
        }
        #expect(server.counters.callsSucceeded == 1)
        await #expect(throws: RPCTransportError.self) { try await server.boundAddresses() }
    }

    static func isRefused(_ address: RPCAddress) async -> Bool {
        do {
            try await RawPeer.connect(address).close()
            return false
        } catch {
            return true
        }
    }

    @Test("P-51, P-52: two steps on the wire: calls in transit are served, later ones are not processed")
    func twoSteps() async throws {
        let service = EchoService()
        try await withServer(service) { server, addresses in
            let peer = try await RawPeer.greeted(addresses[0])
            try await peer.sendCall(EchoService.hold, stream: 1)
            await service.firstBegan.wait()
            server.stop()
            guard case .frame(let first) = try await peer.next(), case .frame(let ping) = try await peer.next() else {
                Issue.record("no first step")
                return
            }
            #expect(first.type == .goAway && !first.flags.contains(.final))
            #expect(ping.type == .ping)
            // In transit when the server began to stop.
            try await peer.sendCall(EchoService.echo, stream: 3)
            #expect(try await peer.nextEnd()?.error == nil)
            try await peer.send { buffer in
                FrameWriter(writesChecksums: true).writePong(.max, into: &buffer)
            }
            guard case .frame(let final) = try await peer.next() else {
                Issue.record("no second step")
                return
            }
            #expect(final.type == .goAway && final.flags.contains(.final))
            #expect(final.payload.getInteger(at: final.payload.readerIndex + 2, as: UInt32.self) == 3)
            try await peer.sendCall(EchoService.echo, stream: 5)
            let refused = try #require(try await peer.nextEnd())
            #expect(refused.stream == 5)
            #expect(refused.error?.code == .unavailable)
            #expect(refused.error?.processed == .no)
            service.release.open()
            let held = try #require(try await peer.nextEnd())
            #expect(held.stream == 1 && held.error == nil)
            #expect(try await peer.next() == nil)
        }
    }

    @Test("P-51: a drain notice that is never answered is waited for as long as the configuration says")
    func drainNotice() async throws {
        var short = RPCServerConfiguration.defaults
        short.drainNoticeTimeout = .milliseconds(10)
        var long = RPCServerConfiguration.defaults
        long.drainNoticeTimeout = .seconds(600)
        try await withServer(configuration: long) { [short] patient, patientAddresses in
            let waited = try await RawPeer.greeted(patientAddresses[0])
            patient.stop()
            #expect(try await Self.goAwayIsFinal(waited) == false)
            guard case .frame(let ping) = try await waited.next() else { throw CancellationError() }
            #expect(ping.type == .ping)
            try await withServer(configuration: short) { server, addresses in
                let peer = try await RawPeer.greeted(addresses[0])
                server.stop()
                #expect(try await Self.goAwayIsFinal(peer) == false)
                _ = try await peer.next()
                #expect(try await Self.goAwayIsFinal(peer) == true)
                #expect(try await peer.next() == nil)
            }
            // The other still accepts a call, although it began to stop earlier.
            try await waited.sendCall(EchoService.echo, stream: 1)
            #expect(try await waited.nextEnd()?.error == nil)
            try await waited.send { FrameWriter(writesChecksums: true).writePong(.max, into: &$0) }
            #expect(try await Self.goAwayIsFinal(waited) == true)
        }
    }

    /// Whether the next frame, a GOAWAY, is the last one; nil for another frame.
    private static func goAwayIsFinal(_ peer: RawPeer) async throws -> Bool? {
        guard case .frame(let frame) = try await peer.next(), frame.type == .goAway else { return nil }
        return frame.flags.contains(.final)
    }

    @Test("A drain past its limit cancels what still runs")
    func drainLimit() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.drainLimit = .milliseconds(100)
        let service = EchoService()
        let server = RPCServer(
            router: service.router(), addresses: [.tcp(host: "127.0.0.1", port: 0)], configuration: configuration,
            logger: .silent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let address = try await server.boundAddresses()[0]
            var options = RPCClientConfiguration.defaults
            options.maximumAttempts = 1
            try await withClient(address, configuration: options) { client in
                async let held = client.failure(EchoService.hold, "x")
                await service.firstBegan.wait()
                server.stop()
                await service.cancelled.wait()
                let error = await held
                #expect(error?.code == .unavailable)
                try await group.waitForAll()
            }
        }
    }

    @Test("Cancelling run() cancels the calls, and waits for their handlers")
    func cancelRun() async throws {
        let service = EchoService()
        let server = RPCServer(
            router: service.router(), addresses: [.tcp(host: "127.0.0.1", port: 0)], logger: .silent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let peer = try await RawPeer.greeted(try await server.boundAddresses()[0])
            try await peer.sendCall(EchoService.hold, stream: 1)
            try await peer.sendCall(EchoService.stubborn, stream: 3)
            #expect(try await eventually { service.began.withLock { $0 } == 2 })
            group.cancelAll()
            await service.cancelled.wait()
            #expect(!service.stubbornEnded.isOpen)
            service.release.open()
            try await group.waitForAll()
            #expect(service.stubbornEnded.isOpen)
        }
    }

    @Test("P-58: a lost connection fails what was sent as maybe processed; only an idempotent call is repeated")
    func lostConnection() async throws {
        for (method, attempts) in [(EchoService.write, 1), (EchoService.echo, 3)] {
            let calls = Counter()
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(HangUp(calls: calls))
                    }
                }
                .bind(host: "127.0.0.1", port: 0).get()
            let address = RPCAddress.tcp(host: "127.0.0.1", port: channel.localAddress?.port ?? 0)
            var configuration = RPCClientConfiguration.defaults
            configuration.backoff = .milliseconds(1)
            try await withClient(address, configuration: configuration) { client in
                let error = await client.failure(method, "x")
                #expect(error?.code == .unavailable)
                #expect(error?.processed == .maybe)
            }
            #expect(calls.value == attempts)
            try await channel.close().get()
        }
    }

    @Test("A server that stops refuses a connection that has not said hello")
    func stopsBeforeHello() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits.handshakeTimeout = .seconds(120)
        let server = RPCServer(
            router: Router(), addresses: [.tcp(host: "127.0.0.1", port: 0)], configuration: configuration,
            logger: .silent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let peer = try await RawPeer.connect(try await server.boundAddresses()[0])
            #expect(try await eventually { server.counters.connectionsOpen == 1 })
            server.stop()
            guard case .serverHello(.refused(let refusal)) = try await peer.next() else {
                Issue.record("no refusal")
                return
            }
            #expect(refusal.cause == .stopping)
            try await group.waitForAll()
        }
    }

    @Test("A server that is away fails a call at once, with the address and the reason")
    func unreachable() async throws {
        let address = RPCAddress.tcp(host: "127.0.0.1", port: try await Self.freePort())
        var configuration = RPCClientConfiguration.defaults
        configuration.waitForReady = false
        try await withClient(address, configuration: configuration) { client in
            let error = await #expect(throws: RPCError.self) { try await client.text(EchoService.echo, "x") }
            #expect(error?.code == .unavailable)
            #expect(error?.processed == .no)
            #expect(error?.message.contains("\(address)") == true)
            #expect(error?.message.contains("Connection refused") == true)
        }
        let socket = RPCAddress.unix(path: "/tmp/hf-there-is-no-such-socket")
        try await withClient(socket, configuration: configuration) { client in
            let error = await #expect(throws: RPCError.self) { try await client.text(EchoService.echo, "x") }
            #expect(error?.message.contains("No such file") == true)
        }
    }

    @Test("A client that waits for its server finds it within the deadline, and after a restart")
    func waitForReady() async throws {
        let address = Self.ownAddress()
        var configuration = RPCClientConfiguration.defaults
        configuration.waitForReady = true
        configuration.backoff = .milliseconds(20)
        try await withClient(address, configuration: configuration) { client in
            async let early = client.text(EchoService.echo, "early")
            for round in 0..<2 {
                try await withServer(addresses: [address]) { _, _ in
                    let answer = try await client.text(EchoService.echo, "\(round)")
                    #expect(answer == "\(round)")
                }
            }
            #expect(try await early == "early")
        }
    }

    @Test("Without waiting, the first call after a restart connects anew")
    func reconnect() async throws {
        let address = Self.ownAddress()
        var configuration = RPCClientConfiguration.defaults
        configuration.waitForReady = false
        try await withClient(address, configuration: configuration) { client in
            for round in 0..<3 {
                try await withServer(addresses: [address]) { _, _ in
                    let answer = try await client.text(EchoService.echo, "\(round)")
                    #expect(answer == "\(round)")
                }
            }
        }
    }

    /// A socket that no other test listens on, however often its server starts anew.
    static func ownAddress() -> RPCAddress {
        .unix(path: "/tmp/hf-life-\(UInt64.random(in: 0...UInt64.max))")
    }

    static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        try await channel.close().get()
        return port
    }

    @Test("A closed client fails its calls, running and new")
    func closedClient() async throws {
        let service = EchoService()
        try await withServer(service) { _, addresses in
            let client = RPCClient(address: addresses[0], logger: .silent)
            async let held = client.failure(EchoService.hold, "x")
            await service.firstBegan.wait()
            await client.close()
            let running = await held
            #expect(running?.code == .unavailable)
            #expect(running?.processed == .maybe)
            let new = await #expect(throws: RPCError.self) { try await client.text(EchoService.echo, "y") }
            #expect(new?.code == .unavailable)
            #expect(new?.processed == .no)
        }
    }

    @Test("run() of a client closes it when its task is cancelled")
    func clientRun() async throws {
        try await withServer { server, addresses in
            let client = RPCClient(address: addresses[0], logger: .silent)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await client.run() }
                let answer = try await client.text(EchoService.echo, "x")
                #expect(answer == "x")
                group.cancelAll()
                try await group.waitForAll()
            }
            #expect(try await eventually { server.counters.connectionsOpen == 0 })
        }
    }

    @Test("A client that nobody holds any more closes its socket")
    func forgottenClient() async throws {
        try await withServer { server, addresses in
            do {
                let client = RPCClient(address: addresses[0], logger: .silent)
                _ = try await client.text(EchoService.echo, "x")
            }
            #expect(try await eventually { server.counters.connectionsOpen == 0 })
        }
    }

    @Test("A port in use is a clear sentence, and nothing is listened on")
    func portInUse() async throws {
        try await withServer { _, addresses in
            let second = RPCServer(router: Router(), addresses: addresses, logger: .silent)
            let error = await #expect(throws: RPCTransportError.self) { try await second.run() }
            #expect(error?.kind == .addressInUse)
            #expect(error?.message.contains("\(addresses[0]) is in use") == true)
            await #expect(throws: RPCTransportError.self) { try await second.boundAddresses() }
        }
    }

    @Test("P-61: an address that other machines can reach is refused unless allowed")
    func network() async throws {
        let refused = RPCServer(router: Router(), addresses: [.tcp(host: "0.0.0.0", port: 0)], logger: .silent)
        let error = await #expect(throws: RPCTransportError.self) { try await refused.run() }
        #expect(error?.kind == .addressUnusable)
        var configuration = RPCServerConfiguration.defaults
        configuration.allowsPlaintextFromNetwork = true
        try await withServer(addresses: [.tcp(host: "0.0.0.0", port: 0)], configuration: configuration) { _, bound in
            guard case .tcp(_, let port) = bound[0] else { return }
            try await withClient(.tcp(host: "127.0.0.1", port: port)) { client in
                let answer = try await client.text(EchoService.echo, "x")
                #expect(answer == "x")
            }
        }
    }

    @Test("A host that is not known is a clear sentence")
    func unknownHost() async throws {
        let server = RPCServer(
            router: Router(), addresses: [.tcp(host: "no-such-host.invalid", port: 0)], logger: .silent)
        let error = await #expect(throws: RPCTransportError.self) { try await server.run() }
        #expect(error?.kind == .addressUnusable)
    }
}

final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func increment() {
        count.withLock { $0 += 1 }
    }
}

/// Closes as soon as anything but a hello has come.
private final class HangUp: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let calls: Counter
    private var decoder = FrameDecoder(expecting: .clientHello, messageLimit: 1 << 20)

    init(calls: Counter) {
        self.calls = calls
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        decoder.feed(unwrapInboundIn(data))
        while let event = try? decoder.next() {
            if case .frame = event {
                calls.increment()
                context.close(promise: nil)
                return
            }
            var buffer = ByteBuffer()
            ServerHello.accepted(
                ServerHello.Acceptance(
                    version: 1, capabilities: [.checksums],
                    limits: PeerLimits(.defaults, concurrentCalls: 256, keepalive: .zero))
            ).write(into: &buffer)
            context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        }
    }
}
