package import RPCWire

/// How a client connects, waits and repeats; what is not said stays as in `defaults`.
package struct RPCClientConfiguration: Sendable {
    /// What this client takes from the server, and what it asks for in its hello.
    package var limits: WireLimits
    /// How long a call may take in all when its options do not say.
    package var timeout: Duration
    /// How long one attempt may take to connect, and again to shake hands.
    package var connectTimeout: Duration
    /// Whether a call waits, within its deadline, for a server that cannot be reached yet. Without it such a call
    /// fails at once with the address and the system's reason.
    package var waitForReady: Bool
    /// The most attempts at one call, the first included; only calls that a repeat cannot harm are repeated.
    package var maximumAttempts: Int
    /// The pause before the second attempt to connect or to call; each further one is 1.6 times as long.
    package var backoff: Duration
    /// The longest pause between attempts to connect.
    package var maximumBackoff: Duration
    /// Calls that may wait for a free place on the connection; one more fails with RESOURCE_EXHAUSTED.
    package var maximumWaitingCalls: Int
    /// How TCP connections are secured; nil leaves them in plain text.
    package var tls: ClientTLS?

    /// A configuration with these values; see each for its meaning.
    package init(
        limits: WireLimits = .defaults, timeout: Duration = .seconds(30), connectTimeout: Duration = .seconds(5),
        waitForReady: Bool = false, maximumAttempts: Int = 3, backoff: Duration = .milliseconds(100),
        maximumBackoff: Duration = .seconds(10), maximumWaitingCalls: Int = 4_096
    ) {
        self.limits = limits
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.waitForReady = waitForReady
        self.maximumAttempts = maximumAttempts
        self.backoff = backoff
        self.maximumBackoff = maximumBackoff
        self.maximumWaitingCalls = maximumWaitingCalls
    }

    /// 30 s for a call, 5 s for a connection, three attempts, no waiting for a server that is away.
    package static let defaults = RPCClientConfiguration()
}
