package import RPCCore
package import RPCWire

/// How a client connects, waits and repeats; what is not said stays as in `defaults`.
package struct RPCClientConfiguration: Sendable {
    /// What this client takes from the server, and what it asks for in its hello.
    package var limits: WireLimits
    /// How long a unary call may take in all when its options do not say.
    package var timeout: Duration
    /// How long one attempt may take to connect, and again to shake hands.
    package var connectTimeout: Duration
    /// Whether a call whose options do not say waits, within its deadline, for a server that cannot be reached yet.
    /// Without it such a call fails at once with the address and the system's reason.
    package var waitForReady: Bool
    /// How calls are shared out among several addresses.
    package var loadBalancing: LoadBalancing
    /// How long a connection without a call is kept; the next call connects anew.
    package var idleTimeout: Duration
    /// The most attempts at one call, the first included; only calls that a repeat cannot harm are repeated.
    package var maximumAttempts: Int
    /// Whether the servers keep idempotency keys, so that a write with a key may be repeated although its first attempt
    /// may have had an effect. With servers that do not, a repeat would be a second write.
    package var serversKeepIdempotencyKeys: Bool
    /// The pause before the second attempt to connect or to call; each further one is longer.
    package var backoff: Duration
    /// The longest pause between attempts.
    package var maximumBackoff: Duration
    /// Repeats that may be made before any call has gone well; each costs one, and a call that goes well gives back
    /// `retryTokensPerSuccess`, so that repeats never become a flood of their own.
    package var retryTokens: Double
    /// What a call that goes well gives back to the repeats.
    package var retryTokensPerSuccess: Double
    /// How many calls in a row must find one of several addresses UNAVAILABLE for it to be left out for a while.
    package var ejectionFailures: Int
    /// How long an address is left out the first time; each further time is twice as long.
    package var ejectionTime: Duration
    /// The longest time for which an address is left out.
    package var maximumEjectionTime: Duration
    /// Calls that may wait for a free place on a connection; one more fails with RESOURCE_EXHAUSTED.
    package var maximumWaitingCalls: Int
    /// How TCP connections are secured; nil leaves them in plain text.
    package var tls: ClientTLS?

    /// A configuration with these values; see each for its meaning.
    package init(
        limits: WireLimits = .defaults, timeout: Duration = .seconds(15), connectTimeout: Duration = .seconds(5),
        waitForReady: Bool = true, loadBalancing: LoadBalancing = .roundRobin, idleTimeout: Duration = .seconds(1_800),
        maximumAttempts: Int = 3, serversKeepIdempotencyKeys: Bool = false, backoff: Duration = .milliseconds(100),
        maximumBackoff: Duration = .seconds(10), retryTokens: Double = 10, retryTokensPerSuccess: Double = 0.1,
        ejectionFailures: Int = 5, ejectionTime: Duration = .seconds(1), maximumEjectionTime: Duration = .seconds(60),
        maximumWaitingCalls: Int = 4_096
    ) {
        self.limits = limits
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.waitForReady = waitForReady
        self.loadBalancing = loadBalancing
        self.idleTimeout = idleTimeout
        self.maximumAttempts = maximumAttempts
        self.serversKeepIdempotencyKeys = serversKeepIdempotencyKeys
        self.backoff = backoff
        self.maximumBackoff = maximumBackoff
        self.retryTokens = retryTokens
        self.retryTokensPerSuccess = retryTokensPerSuccess
        self.ejectionFailures = ejectionFailures
        self.ejectionTime = ejectionTime
        self.maximumEjectionTime = maximumEjectionTime
        self.maximumWaitingCalls = maximumWaitingCalls
    }

    /// 15 s for a call, 5 s for a connection, 30 minutes for an idle one, three attempts, waiting for a server that is
    /// away.
    package static let defaults = RPCClientConfiguration()
}
