public import RPCCore

/// How a client behaves; what is not said stays as in `defaults`.
///
/// ```swift
/// var configuration = FleetClientConfiguration.defaults
/// configuration.timeout = .seconds(5)
/// configuration.tls = FleetClientTLS()
/// configuration.tokenFile = "/var/run/secrets/hyperfleet/token"
/// let client = FleetClient(address: .tcp(host: "fleet", port: 8470), configuration: configuration)
/// ```
public struct FleetClientConfiguration: Sendable {
    /// How long a call may take in all, waits and repeats included, when its options do not say; at most 5 minutes.
    /// Streaming calls have no time limit unless their options name one.
    public var timeout: Duration
    /// How long one attempt to connect, and again to shake hands, may take.
    public var connectTimeout: Duration
    /// Whether a call whose options do not say waits, within its timeout, for a server that cannot be reached yet;
    /// otherwise it fails at once with `UNAVAILABLE` and the reason.
    public var waitsForServer: Bool
    /// How calls are shared out among several addresses.
    public var loadBalancing: LoadBalancing
    /// How long a connection without a call is kept. The next call connects anew.
    public var idleTimeout: Duration
    /// The most attempts at one call, the first included; only calls that a repeat cannot harm are repeated. 1 means
    /// that none is.
    public var maximumAttempts: Int
    /// How TCP connections are secured; nil leaves them in plain text. Unix sockets need none.
    public var tls: FleetClientTLS?
    /// A file whose first line is the bearer token that goes with every call; read again when it changes. The token
    /// goes to other machines over TLS only: without it, calls there fail with `UNAUTHENTICATED`.
    public var tokenFile: String?
    /// Stand around every call, the first outermost, inside those that the library has of its own.
    public var interceptors: [any ClientInterceptor]

    /// A configuration with these values; see each for its meaning.
    public init(
        timeout: Duration = .seconds(15), connectTimeout: Duration = .seconds(5), waitsForServer: Bool = true,
        loadBalancing: LoadBalancing = .roundRobin, idleTimeout: Duration = .seconds(1_800), maximumAttempts: Int = 3,
        tls: FleetClientTLS? = nil, tokenFile: String? = nil, interceptors: [any ClientInterceptor] = []
    ) {
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.waitsForServer = waitsForServer
        self.loadBalancing = loadBalancing
        self.idleTimeout = idleTimeout
        self.maximumAttempts = maximumAttempts
        self.tls = tls
        self.tokenFile = tokenFile
        self.interceptors = interceptors
    }

    /// 15 seconds for a call, 5 for a connection, 30 minutes for an idle one, three attempts, waiting for a server that
    /// is away.
    public static let defaults = FleetClientConfiguration()
}
