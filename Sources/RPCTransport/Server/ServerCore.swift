internal import Logging
internal import NIOCore
internal import RPCCore
internal import RPCWire

/// What all connections of a server share; read from every event loop.
final class ServerCore: Sendable {
    let router: Router
    let configuration: RPCServerConfiguration
    let logger: Logger
    let counts: ServerCounts
    let connections: ConnectionRegistry
    let violations: ViolationLog
    /// Nil where connections are not secured.
    let secrets: ServerSecrets?
    let unixPeer = UnixPeer()

    init(router: Router, configuration: RPCServerConfiguration, counts: ServerCounts, logger: Logger) {
        self.router = router
        self.configuration = configuration
        self.counts = counts
        self.logger = logger
        self.connections = ConnectionRegistry(configuration)
        self.violations = ViolationLog(logger: logger)
        self.secrets = configuration.tls.map { ServerSecrets($0, counts: counts, logger: logger) }
    }

    /// A peer broke the protocol: counts it, and logs it unless that was done a moment ago.
    ///
    /// - Parameter host: the peer without its port.
    func note(_ violation: WireViolation, host: String) {
        counts.note(violation)
        violations.note(violation, host: host)
    }
}
