internal import Logging
internal import NIOCore
internal import NIOSSL
internal import NIOTLS
internal import RPCCore
internal import RPCWire
internal import Synchronization

/// Stands behind TLS until its handshake is complete, then makes the connection hfrpc's and goes.
///
/// Sendable by confinement: every stored `var` is touched on the channel's event loop only.
final class TLSWelcome: ChannelInboundHandler, RemovableChannelHandler, RegisteredConnection, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let eventLoop: any EventLoop
    private let core: ServerCore
    private let gate: TLSGate
    private let tls: NIOSSLServerHandler
    private let executor: LoopExecutor
    private let address: SocketAddress?
    private let number: UInt64
    private let openedAt = ContinuousClock.now
    private var channel: (any Channel)?
    private var timer: Scheduled<Void>?
    private var hasFailed = false
    /// The place in the registry is the connection's own now, or free.
    private var isDone = false

    init(
        core: ServerCore, gate: TLSGate, tls: NIOSSLServerHandler, executor: LoopExecutor, channel: any Channel,
        number: UInt64
    ) {
        self.core = core
        self.gate = gate
        self.tls = tls
        self.executor = executor
        self.eventLoop = channel.eventLoop
        self.address = channel.remoteAddress
        self.channel = channel
        self.number = number
    }

    func handlerAdded(context: ChannelHandlerContext) {
        timer = eventLoop.scheduleTask(in: TimeAmount(core.configuration.limits.handshakeTimeout)) {
            self.fail("no TLS handshake came in time")
        }
        if !core.connections.add(self, number: number) { eventLoop.execute { self.drain() } }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case TLSUserEvent.handshakeCompleted(let negotiated)? = event as? TLSUserEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        guard negotiated == ApplicationProtocol.name else {
            return refuse("TLS must agree on the protocol \(ApplicationProtocol.name) (ALPN)", context: context)
        }
        guard let identity = identity() else {
            return refuse("the client certificate has no name that can be used", context: context)
        }
        let connection = ServerConnection(
            core: core, peer: PeerDescription(address, identity: identity), executor: executor, eventLoop: eventLoop,
            number: number, openedAt: openedAt)
        isDone = true
        do {
            try context.pipeline.syncOperations.addHandler(connection, position: .after(self))
            context.pipeline.syncOperations.removeHandler(gate, promise: nil)
            context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
        } catch {
            core.connections.remove(number: number)
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A peer that merely goes away, as a probe of the port does, has broken nothing.
        guard !TLSFailure.isDeparture(error) else { return context.close(promise: nil) }
        fail(TLSFailure.reason(error))
    }

    /// Nil where there is a certificate that names nobody.
    private func identity() -> CallIdentity? {
        guard let certificate = tls.peerCertificate else { return .anonymous }
        return CertificateName.of(certificate).map { CallIdentity(name: $0, source: .certificate) }
    }

    /// Says why over the TLS that there is, and closes.
    private func refuse(_ message: String, context: ChannelHandlerContext) {
        count(message)
        var bytes = ByteBuffer()
        ServerHello.refused(ServerHello.Refusal(cause: .other, message: message)).write(into: &bytes)
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        context.close(promise: nil)
    }

    private func fail(_ reason: String) {
        count("the TLS handshake failed: \(reason)")
        channel?.close(promise: nil)
    }

    private func count(_ message: String) {
        guard !isDone, !hasFailed else { return }
        hasFailed = true
        core.counts.tlsHandshakesFailed.add(1, ordering: .relaxed)
        core.counts.connectionsRefused.add(1, ordering: .relaxed)
        core.violations.note(WireViolation(.protocolError, message), host: PeerDescription(address).host)
    }

    private func end() {
        timer?.cancel()
        timer = nil
        channel = nil
        guard !isDone else { return }
        isDone = true
        core.connections.remove(number: number)
    }

    // MARK: RegisteredConnection

    func drain() {
        channel?.close(promise: nil)
    }

    func abort() {
        channel?.close(promise: nil)
    }
}
