import NIOCore
import NIOPosix
import NIOSSL
import RPCCore
import RPCWire
import Synchronization

/// A peer that sends any bytes, for what no client of ours would send.
final class RawPeer: Sendable {
    private let channel: any Channel
    private let inbound: AsyncStream<ByteBuffer>
    private let decoder: Mutex<FrameDecoder>
    private let unread = Mutex<[DecodedEvent]>([])

    private init(channel: any Channel, inbound: AsyncStream<ByteBuffer>) {
        self.channel = channel
        self.inbound = inbound
        self.decoder = Mutex(FrameDecoder(expecting: .serverHello, messageLimit: 16 << 20))
    }

    static func connect(_ address: RPCAddress, securedBy tls: NIOSSLContext? = nil) async throws -> RawPeer {
        let (stream, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(
                            try NIOSSLClientHandler(context: tls, serverHostname: "localhost"))
                    }
                    try channel.pipeline.syncOperations.addHandler(Collector(continuation))
                }
            }
        let channel: any Channel
        switch address {
        case .tcp(let host, let port): channel = try await bootstrap.connect(host: host, port: port).get()
        case .unix(let path): channel = try await bootstrap.connect(unixDomainSocketPath: path).get()
        }
        return RawPeer(channel: channel, inbound: stream)
    }

    /// Connected, and past the handshake.
    static func greeted(
        _ address: RPCAddress, limits: WireLimits = .defaults, streaming: Bool = false
    ) async throws -> RawPeer {
        let peer = try await connect(address)
        var hello = hello(limits)
        if streaming { hello.capabilities.insert(.streaming) }
        try await peer.send { hello.write(into: &$0) }
        guard case .serverHello(.accepted) = try await peer.next() else { throw Unexpected() }
        return peer
    }

    static func hello(_ limits: WireLimits = .defaults) -> ClientHello {
        ClientHello(
            capabilities: [.checksums],
            limits: PeerLimits(limits, concurrentCalls: 0, keepalive: .zero))
    }

    struct Unexpected: Error {}

    func send(_ body: (inout ByteBuffer) -> Void) async throws {
        var buffer = ByteBuffer()
        body(&buffer)
        try await channel.writeAndFlush(buffer).get()
    }

    func sendCall(
        _ method: MethodDescriptor, stream: UInt32, message: ByteBuffer = ByteBuffer(string: "m"),
        timeout: UInt32 = 0, flags: FrameFlags = [.endOfRequest, .hasMessage]
    ) async throws {
        try await send { buffer in
            let writer = FrameWriter(writesChecksums: true)
            let frame = writer.begin(.call, stream: stream, in: &buffer)
            try? CallHead(method: method.path, timeoutMilliseconds: timeout)
                .write(into: &buffer, metadataLimit: 0)
            buffer.writeImmutableBuffer(message)
            writer.finish(frame, flags: flags, in: &buffer)
        }
    }

    func sendMessage(stream: UInt32, _ message: ByteBuffer, flags: FrameFlags = [.hasMessage]) async throws {
        try await send { buffer in
            let writer = FrameWriter(writesChecksums: true)
            let frame = writer.begin(.message, stream: stream, in: &buffer)
            buffer.writeImmutableBuffer(message)
            writer.finish(frame, flags: flags, in: &buffer)
        }
    }

    /// The next hello or frame; nil when the server has closed.
    func next() async throws -> DecodedEvent? {
        while true {
            if let event = unread.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return event }
            var iterator = inbound.makeAsyncIterator()
            guard let bytes = await iterator.next() else { return nil }
            let events = try decoder.withLock { decoder in
                var events: [DecodedEvent] = []
                decoder.feed(bytes)
                while let event = try decoder.next() {
                    if case .serverHello(.accepted(let acceptance)) = event {
                        decoder.checksChecksums = acceptance.capabilities.contains(.checksums)
                    }
                    events.append(event)
                }
                return events
            }
            unread.withLock { $0 += events }
        }
    }

    /// The status of the next END, and its stream; other frames are passed over.
    func nextEnd() async throws -> (stream: UInt32, error: RPCError?, message: ByteBuffer)? {
        while let event = try await next() {
            guard case .frame(let frame) = event, frame.type == .end else { continue }
            var payload = frame.payload
            let error = try CallStatus.read(from: &payload)
            return (frame.stream, error, payload)
        }
        return nil
    }

    /// The code of the GOAWAY that comes before the server closes; nil when there is none.
    func farewell() async throws -> GoAwayCode? {
        var code: GoAwayCode?
        while let event = try await next() {
            guard case .frame(let frame) = event, frame.type == .goAway, frame.flags.contains(.final) else { continue }
            code = frame.payload.getInteger(at: frame.payload.readerIndex, as: UInt16.self)
                .flatMap(GoAwayCode.init(rawValue:))
        }
        return code
    }

    /// Everything that comes until the server closes, as text.
    func textUntilClosed() async -> String {
        var all = ByteBuffer()
        for await bytes in inbound { all.writeImmutableBuffer(bytes) }
        return String(buffer: all)
    }

    func close() async throws {
        try? await channel.close().get()
    }

    /// Stops reading, so that the server's answers pile up.
    func stopReading() async throws {
        try await channel.setOption(.autoRead, value: false).get()
    }
}

/// Hands everything that comes to a stream.
private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let stream: AsyncStream<ByteBuffer>.Continuation

    init(_ stream: AsyncStream<ByteBuffer>.Continuation) {
        self.stream = stream
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        stream.yield(unwrapInboundIn(data))
    }

    func channelInactive(context: ChannelHandlerContext) {
        stream.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
