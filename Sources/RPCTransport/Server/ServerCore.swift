internal import Logging
internal import NIOCore
internal import RPCCore

/// What all connections of a server share; read from every event loop.
final class ServerCore: Sendable {
    let router: Router
    let configuration: RPCServerConfiguration
    let logger: Logger
    let counts: ServerCounts
    let connections = ConnectionRegistry()
    let violations: ViolationLog
    let unixPeer = UnixPeer()

    init(router: Router, configuration: RPCServerConfiguration, counts: ServerCounts, logger: Logger) {
        self.router = router
        self.configuration = configuration
        self.counts = counts
        self.logger = logger
        self.violations = ViolationLog(logger: logger)
    }
}
