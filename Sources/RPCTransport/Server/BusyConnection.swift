internal import NIOCore
internal import RPCWire
internal import Synchronization

/// A connection past the limit: it hears that the server is busy, without a place or a task of its own.
final class BusyConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let core: ServerCore
    private let reason: String

    /// - Parameter reason: what there are too many of.
    init(core: ServerCore, reason: String) {
        self.core = core
        self.reason = reason
    }

    func channelActive(context: ChannelHandlerContext) {
        core.counts.connectionsRefused.add(1, ordering: .relaxed)
        let refusal = ServerHello.Refusal(cause: .busy, retryAfterMilliseconds: 1_000, message: reason)
        var bytes = ByteBuffer()
        ServerHello.refused(refusal).write(into: &bytes)
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        context.close(mode: .output, promise: nil)
        let channel = context.channel
        context.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // The hello of a client that is turned away.
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
