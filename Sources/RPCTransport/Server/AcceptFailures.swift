internal import Glibc
internal import Logging
internal import NIOCore
internal import Synchronization

/// Rests when no connection can be accepted, since the process or the system is out of descriptors or memory.
///
/// The system would report the same connection again at once, so accepting pauses, and does not spin; connections that
/// wait are accepted once there is room, and those that are open are not touched.
final class AcceptFailures: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private let core: ServerCore
    private var lastLogged: ContinuousClock.Instant?

    private static let pause = TimeAmount.milliseconds(250)
    private static let logPause = Duration.seconds(60)

    init(core: ServerCore) {
        self.core = core
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let failure = error as? IOError, [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(failure.errnoCode) else {
            return context.fireErrorCaught(error)
        }
        rest(context.channel)
        core.counts.acceptsFailed.add(1, ordering: .relaxed)
        let now = ContinuousClock.now
        if let lastLogged, lastLogged.duration(to: now) < Self.logPause { return }
        lastLogged = now
        core.logger.error(
            "no connection can be accepted until others end: raise the limit of open files",
            metadata: ["problem": "\(String(cString: strerror(failure.errnoCode)))"])
    }

    private func rest(_ channel: any Channel) {
        // A failure to change the option means that the channel is closed, which ends accepting for good.
        try? channel.syncOptions?.setOption(.autoRead, value: false)
        channel.eventLoop.scheduleTask(in: Self.pause) {
            try? channel.syncOptions?.setOption(.autoRead, value: true)
        }
    }
}
