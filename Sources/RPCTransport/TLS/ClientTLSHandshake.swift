internal import NIOCore
internal import NIOTLS

/// Keeps a client's connection from beginning before its TLS handshake is complete, and tells why it is not.
final class ClientTLSHandshake: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let connection: ClientConnection
    private var timer: Scheduled<Void>?
    private var isComplete = false

    init(connection: ClientConnection) {
        self.connection = connection
    }

    func channelActive(context: ChannelHandlerContext) {
        // Passed on once the handshake is complete.
        let channel = context.channel
        let connection = connection
        timer = context.eventLoop.scheduleTask(in: TimeAmount(connection.configuration.connectTimeout)) {
            connection.ended(
                "cannot reach \(connection.address): no TLS handshake within "
                    + "\(connection.configuration.connectTimeout)")
            channel.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case TLSUserEvent.handshakeCompleted(let negotiated)? = event as? TLSUserEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        stopWaiting()
        guard negotiated == ApplicationProtocol.name else {
            connection.ended(
                "cannot reach \(connection.address): the server there does not speak \(ApplicationProtocol.name) (ALPN)"
            )
            return context.close(promise: nil)
        }
        isComplete = true
        context.fireChannelActive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        stopWaiting()
        // A server that refuses a client's certificate says so behind the handshake, too.
        if !isComplete || !TLSFailure.isDeparture(error) {
            let what = isComplete ? "the connection to" : "cannot reach"
            connection.ended("\(what) \(connection.address): TLS: \(TLSFailure.reason(error))")
        }
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stopWaiting()
        if !isComplete {
            connection.ended("cannot reach \(connection.address): the connection was lost in the TLS handshake")
        }
        context.fireChannelInactive()
    }

    private func stopWaiting() {
        timer?.cancel()
        timer = nil
    }
}
