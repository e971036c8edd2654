internal import NIOCore
internal import RPCWire

/// The socket's side of a client connection: cuts bytes into events, and sends what has gathered.
///
/// Sendable by confinement: every stored `var` is touched on the channel's event loop only; other threads reach it
/// through `eventLoop.execute`.
final class ClientChannelHandler: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let connection: ClientConnection
    private let eventLoop: any EventLoop
    private var context: ChannelHandlerContext?
    private var decoder: FrameDecoder
    private var events: [DecodedEvent] = []
    private var sending = ByteBuffer()
    private var isReading = false
    private var isClosing = false

    /// A buffer that is larger than this is not kept once it is sent.
    private static let keptBufferBytes = 256 << 10

    init(connection: ClientConnection) {
        self.connection = connection
        self.eventLoop = connection.eventLoop
        self.decoder = FrameDecoder(
            expecting: .serverHello, messageLimit: connection.configuration.limits.messageBytes)
    }

    /// As negotiated; set on the loop while the server's hello is read.
    var checksChecksums: Bool {
        get { decoder.checksChecksums }
        set { decoder.checksChecksums = newValue }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        guard connection.connected(self) else { return context.close(promise: nil) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        connection.ended("the connection to \(connection.address) was lost")
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        isReading = true
        decoder.feed(unwrapInboundIn(data))
        var violation: WireViolation?
        do throws(WireViolation) {
            while let event = try decoder.next() {
                // What the hello says changes how the frames behind it are read.
                if case .serverHello = event {
                    connection.received([event], violation: nil)
                } else {
                    events.append(event)
                }
            }
        } catch {
            violation = error
        }
        connection.received(events, violation: violation)
        events.removeAll(keepingCapacity: true)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        flush()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            flush()
            connection.becameWritable()
        }
    }

    /// Something has gathered; from any thread.
    func wake() {
        if eventLoop.inEventLoop, isReading { return }
        eventLoop.execute { self.flush() }
    }

    /// Sends what has gathered, unless the server does not read: then it gathers on, up to its limit.
    private func flush() {
        guard let context, context.channel.isWritable else { return }
        // The buffer is out of the property while it is written: a write may change the channel's writability, which
        // comes back here at once, and must not find what is already on its way.
        var outgoing = ByteBuffer()
        swap(&outgoing, &sending)
        let hasMore = connection.takeOutbound(into: &outgoing)
        if outgoing.readableBytes > 0 {
            context.writeAndFlush(wrapOutboundOut(outgoing), promise: nil)
        }
        if hasMore { eventLoop.execute { self.flush() } }
        guard outgoing.capacity <= Self.keptBufferBytes else { return }
        outgoing.clear()
        sending = outgoing
    }

    /// Sends what has gathered and closes; from any thread.
    func close() {
        eventLoop.execute {
            self.isClosing = true
            self.flush()
            self.context?.close(promise: nil)
        }
    }
}
