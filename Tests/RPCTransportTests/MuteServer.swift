import NIOCore
import NIOPosix
import RPCCore
import RPCWire

/// A server that accepts every hello and answers nothing else, for what a client does then.
func withMuteServer<Value>(
    keepalive: Duration = .zero, _ body: (RPCAddress) async throws -> Value
) async throws -> Value {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(MuteHandler(keepalive: keepalive))
            }
        }
        .bind(host: "127.0.0.1", port: 0).get()
    do {
        let value = try await body(.tcp(host: "127.0.0.1", port: channel.localAddress?.port ?? 0))
        try await channel.close().get()
        return value
    } catch {
        try? await channel.close().get()
        throw error
    }
}

/// A socket that connections are accepted on, and nothing else, for as long as `body` runs.
func withSilentListener<Value>(_ body: (RPCAddress) async throws -> Value) async throws -> Value {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .bind(host: "127.0.0.1", port: 0).get()
    do {
        let value = try await body(.tcp(host: "127.0.0.1", port: channel.localAddress?.port ?? 0))
        try await channel.close().get()
        return value
    } catch {
        try? await channel.close().get()
        throw error
    }
}

private final class MuteHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let keepalive: Duration

    init(keepalive: Duration) {
        self.keepalive = keepalive
    }

    func channelActive(context: ChannelHandlerContext) {
        var buffer = ByteBuffer()
        let limits = PeerLimits(.defaults, concurrentCalls: 256, keepalive: keepalive)
        ServerHello.accepted(ServerHello.Acceptance(version: 1, capabilities: [.checksums], limits: limits))
            .write(into: &buffer)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
