internal import RPCTransport

extension RPCClientConfiguration {
    /// The transport's configuration that a fleet client's asks for; the rest is the transport's own default.
    init(_ configuration: FleetClientConfiguration) {
        self.init(
            timeout: configuration.timeout, connectTimeout: configuration.connectTimeout,
            waitForReady: configuration.waitsForServer, loadBalancing: configuration.loadBalancing,
            idleTimeout: configuration.idleTimeout, maximumAttempts: configuration.maximumAttempts,
            serversKeepIdempotencyKeys: true)
        tls = configuration.tls.map { ClientTLS($0) }
    }
}
