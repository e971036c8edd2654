internal import NIOCore
internal import RPCWire
internal import Synchronization

/// Stands before TLS until its handshake is complete.
///
/// It looks at a peer's first bytes: a TLS handshake passes, everything else gets an answer that it can read. And it
/// closes with patience: bytes of the peer that nobody reads would make the system throw away what was sent last, an
/// alert of TLS that says what was wrong.
final class TLSGate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let core: ServerCore
    private let host: String
    private var decoder = FrameDecoder(expecting: .clientHello, messageLimit: 0)
    private var hasPassed = false
    private var isLeaving = false

    /// What a record of a TLS handshake begins with.
    private static let handshakeRecord: UInt8 = 0x16

    init(core: ServerCore, host: String) {
        self.core = core
        self.host = host
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if hasPassed, !isLeaving { return context.fireChannelRead(data) }
        let bytes = unwrapInboundIn(data)
        guard !isLeaving, let first = bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) else { return }
        if first == Self.handshakeRecord {
            hasPassed = true
            return context.fireChannelRead(data)
        }
        decoder.feed(bytes)
        if let foreign = verdict() { answer(foreign, context: context) }
    }

    /// Closes for writing first, and wholly once the peer has closed, or after a second.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .all, hasPassed, !isLeaving else { return context.close(mode: mode, promise: promise) }
        isLeaving = true
        leave(context: context, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if isLeaving {
            context.close(promise: nil)
        } else {
            context.fireErrorCaught(error)
        }
    }

    /// What the bytes so far are; nil where more are needed to tell.
    private func verdict() -> ForeignBytes? {
        do throws(WireViolation) {
            switch try decoder.next() {
            case .foreign(let foreign): return foreign
            case .clientHello, .serverHello, .frame, .oversized, .skipped: return .unknown
            case nil: return nil
            }
        } catch {
            return .unknown
        }
    }

    private func answer(_ foreign: ForeignBytes, context: ChannelHandlerContext) {
        isLeaving = true
        let message = "this port takes connections over TLS only"
        core.note(WireViolation(.protocolError, message), host: host)
        core.counts.connectionsRefused.add(1, ordering: .relaxed)
        var bytes = ByteBuffer()
        ForeignAnswer.write(
            to: foreign, refusal: ServerHello.Refusal(cause: .malformed, message: message), into: &bytes)
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        leave(context: context, promise: nil)
    }

    private func leave(context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        context.close(mode: .output, promise: nil)
        let channel = context.channel
        channel.closeFuture.cascade(to: promise)
        context.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }
}
