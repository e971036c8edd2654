/// What a caller may say of one call.
public struct CallOptions: Sendable {
    /// How long the call may take in all, retries included; nil is the client's default.
    public var timeout: Duration?
    /// What goes with the call beside its message; at most 16 KiB on the wire.
    public var metadata: Metadata
    /// The W3C `traceparent` to send on.
    public var traceParent: String?
    /// Makes a repeat of the same write harmless; at most 64 bytes.
    public var idempotencyKey: String?
    /// Whether the call waits, within its timeout, for a server that cannot be reached yet; otherwise it fails at once.
    /// Nil is the client's default.
    public var waitForReady: Bool?

    /// Options of one call.
    public init(
        timeout: Duration? = nil, metadata: Metadata = Metadata(), traceParent: String? = nil,
        idempotencyKey: String? = nil, waitForReady: Bool? = nil
    ) {
        self.timeout = timeout
        self.metadata = metadata
        self.traceParent = traceParent
        self.idempotencyKey = idempotencyKey
        self.waitForReady = waitForReady
    }
}
