internal import Glibc
internal import Logging
internal import NIOCore
internal import Synchronization

/// Hears of connections that could not be accepted, since the process or the system is out of descriptors or memory.
///
/// Accepting pauses meanwhile, so that it does not spin; connections that wait are accepted once there is room, and
/// those that are open are not touched.
final class AcceptFailures: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private let core: ServerCore
    private var lastLogged: ContinuousClock.Instant?

    private static let logPause = Duration.seconds(60)

    init(core: ServerCore) {
        self.core = core
    }

    /// How long accepting rests after `error`; nil where the next connection may go well at once.
    static func pause(after error: IOError) -> TimeAmount? {
        isExhaustion(error) ? .milliseconds(250) : nil
    }

    private static func isExhaustion(_ error: IOError) -> Bool {
        [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.errnoCode)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let failure = error as? IOError, Self.isExhaustion(failure) else {
            return context.fireErrorCaught(error)
        }
        core.counts.acceptsFailed.add(1, ordering: .relaxed)
        let now = ContinuousClock.now
        if let lastLogged, lastLogged.duration(to: now) < Self.logPause { return }
        lastLogged = now
        core.logger.error(
            "no connection can be accepted until others end: raise the limit of open files",
            metadata: ["problem": "\(String(cString: strerror(failure.errnoCode)))"])
    }
}
