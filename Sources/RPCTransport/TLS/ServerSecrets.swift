internal import Glibc
internal import Logging
internal import NIOSSL
internal import Synchronization

/// The server's certificate over time: new connections use the newest good one, those that are open keep theirs.
final class ServerSecrets: Sendable {
    private let files: FileBacked<ServerSecret>
    private let counts: ServerCounts
    private let logger: Logger
    private let interval: Duration
    /// When the end of the certificate was last warned of.
    private let warnedAt = Mutex<ContinuousClock.Instant?>(nil)

    private static let day = 86_400
    /// How long before its end a certificate is warned of, in days.
    private static let warningDays = 14

    init(_ tls: ServerTLS, counts: ServerCounts, logger: Logger) {
        self.counts = counts
        self.logger = logger
        interval = tls.reloadInterval
        let authorities = [tls.clientAuthorityFile].compactMap { $0 }
        files = FileBacked([tls.certificateFile, tls.keyFile] + authorities) { () throws(FileProblem) in
            try ServerSecret(tls)
        }
    }

    /// What the next handshake begins with; nil before `load()`.
    var context: NIOSSLContext? { files.value?.context }

    /// Reads the files for the first time.
    ///
    /// - Throws: what is wrong with them.
    func load() async throws(RPCTransportError) {
        switch await files.lookAside() {
        case .renewed, .unchanged: warnOfEnd()
        case .failed(let problem): throw RPCTransportError(.secretsUnusable, problem.description)
        }
    }

    /// Looks for new files, and keeps what there is where they cannot be used.
    func reload() async {
        switch await files.lookAside() {
        case .unchanged: break
        case .renewed(let secret):
            logger.notice("new connections use a new certificate", metadata: ["days_left": "\(Self.daysLeft(secret))"])
            warnedAt.withLock { $0 = nil }
        case .failed(let problem):
            logger.error("the former certificate is kept", metadata: ["problem": "\(problem)"])
        }
        warnOfEnd()
    }

    /// Looks again and again, until the task is cancelled.
    func watch() async {
        await FileWatch.run(every: interval) { await reload() }
    }

    /// Says once a day that the certificate ends soon.
    private func warnOfEnd() {
        guard let secret = files.value else { return }
        counts.certificateExpiry.store(secret.expiry, ordering: .relaxed)
        let days = Self.daysLeft(secret)
        guard days < Self.warningDays else { return }
        let now = ContinuousClock.now
        let isDue = warnedAt.withLock { last in
            if let last, last.duration(to: now) < .seconds(Self.day) { return false }
            last = now
            return true
        }
        guard isDue else { return }
        if secret.expiry <= time(nil) {
            logger.error("the server's certificate has expired: clients will refuse it")
        } else {
            logger.warning("the server's certificate ends soon", metadata: ["days_left": "\(days)"])
        }
    }

    private static func daysLeft(_ secret: ServerSecret) -> Int {
        (secret.expiry - time(nil)) / day
    }
}
