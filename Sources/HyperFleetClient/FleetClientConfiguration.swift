/// How a client behaves; what is not said stays as in `defaults`.
public struct FleetClientConfiguration: Sendable {
    /// How long a call may take in all, repeats included, when its options do not say; at most 5 minutes.
    public var timeout: Duration
    /// How long one attempt to connect and shake hands may take.
    public var connectTimeout: Duration
    /// Whether a call waits, within its timeout, for a server that cannot be reached yet; otherwise it fails at once
    /// with `UNAVAILABLE` and the reason.
    public var waitsForServer: Bool
    /// How TCP connections are secured; nil leaves them in plain text. Unix sockets need none.
    public var tls: FleetClientTLS?
    /// A file whose first line is the bearer token that goes with every call; read again when it changes. The token
    /// goes to other machines over TLS only: without it, calls there fail with `UNAUTHENTICATED`.
    public var tokenFile: String?

    /// A configuration with these values.
    public init(
        timeout: Duration = .seconds(30), connectTimeout: Duration = .seconds(5), waitsForServer: Bool = false
    ) {
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.waitsForServer = waitsForServer
    }

    /// 30 seconds for a call, 5 for a connection, no waiting for a server that is away.
    public static let defaults = FleetClientConfiguration()
}
