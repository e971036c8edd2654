package import RPCWire

/// How a server listens and how it stops; what is not said stays as in `defaults`.
package struct RPCServerConfiguration: Sendable {
    /// What a peer may ask of one connection.
    package var limits: WireLimits
    /// Threads that serve connections; 0 is one for each processor.
    package var eventLoops: Int
    /// Connections at the same time; one more gets a refusal that says so.
    package var maximumConnections: Int
    /// Connections from one IP address at the same time; unix sockets have none.
    package var maximumConnectionsPerAddress: Int
    /// Connections whose handshake is not complete at the same time; nil is a tenth of all, and at least 16.
    package var handshakesInProgress: Int?
    /// How long running calls may go on once the server stops; they are cancelled then.
    package var drainLimit: Duration
    /// The window that leaving clients are asked to spread their reconnects over.
    package var reconnectWindow: Duration
    /// How long an answered drain notice is waited for before the last accepted call is fixed.
    package var drainNoticeTimeout: Duration
    /// The mode of a unix socket's file: 0600 for the owner alone, 0660 for the group too.
    package var unixSocketMode: UInt16
    /// A request longer than this is handled off the event loop, in bytes.
    package var eventLoopRequestBytes: Int
    /// The backlog of connections that the system keeps for each address.
    package var listenBacklog: Int
    /// Certificate and key for TCP addresses; nil leaves them in plain text.
    package var tls: ServerTLS?
    /// Whether TCP addresses that other machines can reach are listened on in plain text.
    package var allowsPlaintextFromNetwork: Bool

    /// A configuration with these values; see each for its meaning.
    package init(
        limits: WireLimits = .defaults, eventLoops: Int = 0, maximumConnections: Int = 10_000,
        maximumConnectionsPerAddress: Int = 4_000, handshakesInProgress: Int? = nil,
        drainLimit: Duration = .seconds(30), reconnectWindow: Duration = .seconds(5),
        drainNoticeTimeout: Duration = .seconds(1), unixSocketMode: UInt16 = 0o600,
        eventLoopRequestBytes: Int = 32 << 10, listenBacklog: Int = 1_024,
        tls: ServerTLS? = nil, allowsPlaintextFromNetwork: Bool = false
    ) {
        self.limits = limits
        self.eventLoops = eventLoops
        self.maximumConnections = maximumConnections
        self.maximumConnectionsPerAddress = maximumConnectionsPerAddress
        self.handshakesInProgress = handshakesInProgress
        self.drainLimit = drainLimit
        self.reconnectWindow = reconnectWindow
        self.drainNoticeTimeout = drainNoticeTimeout
        self.unixSocketMode = unixSocketMode
        self.eventLoopRequestBytes = eventLoopRequestBytes
        self.listenBacklog = listenBacklog
        self.tls = tls
        self.allowsPlaintextFromNetwork = allowsPlaintextFromNetwork
    }

    /// How many connections may be without a complete handshake, resolved.
    var maximumHandshakes: Int {
        handshakesInProgress ?? max(16, maximumConnections / 10)
    }

    /// 10,000 connections, a drain of at most 30 s, sockets for their owner alone.
    package static let defaults = RPCServerConfiguration()
}
