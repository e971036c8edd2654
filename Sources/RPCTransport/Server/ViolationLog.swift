internal import Logging
internal import RPCWire
internal import Synchronization

/// Logs what peers do wrong, once for each peer and minute, so that a peer cannot fill the log.
final class ViolationLog: Sendable {
    private let loggedAt = Mutex<[String: ContinuousClock.Instant]>([:])
    private let logger: Logger

    private static let pause = Duration.seconds(60)
    /// Peers that are remembered; past it the memory begins anew.
    private static let peersMaximum = 1_024

    init(logger: Logger) {
        self.logger = logger
    }

    /// - Parameter host: the peer without its port, which changes from connection to connection.
    func note(_ violation: WireViolation, host: String, now: ContinuousClock.Instant = .now) {
        let isDue = loggedAt.withLock { loggedAt in
            if let last = loggedAt[host], last.duration(to: now) < Self.pause { return false }
            if loggedAt.count >= Self.peersMaximum { loggedAt.removeAll(keepingCapacity: true) }
            loggedAt[host] = now
            return true
        }
        guard isDue else { return }
        logger.warning(
            "a peer broke the protocol",
            metadata: ["peer": "\(host)", "code": "\(violation.code)", "violation": "\(violation.message)"])
    }
}
