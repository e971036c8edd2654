/// What a handler and an interceptor know of the call beside its message.
public struct CallContext: Sendable {
    /// The method that was called.
    public let method: MethodDescriptor
    /// When the call must have ended; the server cancels the handler's task then.
    public let deadline: Deadline
    /// What the caller sent beside the message.
    public let metadata: Metadata
    /// Who calls, as far as the server knows.
    public let identity: CallIdentity
    /// Whether the caller is on this machine for certain: a unix socket, or a connection from a loopback address.
    public let isLocal: Bool
    /// The W3C `traceparent` of the caller, as sent; checked for form.
    public let traceParent: String?
    /// Makes a repeat of the same write harmless; at most 64 bytes.
    public let idempotencyKey: String?
    /// The peer's address for logs: `127.0.0.1:40312` or `unix:`.
    public let peer: String
    /// Names this call in logs and in errors given to the peer; unique in this process.
    public let callID: String

    /// A call's context.
    public init(
        method: MethodDescriptor, deadline: Deadline, metadata: Metadata = Metadata(),
        identity: CallIdentity = .anonymous, isLocal: Bool = false, traceParent: String? = nil,
        idempotencyKey: String? = nil, peer: String = "", callID: String = ""
    ) {
        self.method = method
        self.deadline = deadline
        self.metadata = metadata
        self.identity = identity
        self.isLocal = isLocal
        self.traceParent = traceParent
        self.idempotencyKey = idempotencyKey
        self.peer = peer
        self.callID = callID
    }

    /// The same call by somebody else, or with other metadata: for interceptors that find out who calls.
    package func with(identity: CallIdentity, metadata: Metadata) -> CallContext {
        CallContext(
            method: method, deadline: deadline, metadata: metadata, identity: identity, isLocal: isLocal,
            traceParent: traceParent, idempotencyKey: idempotencyKey, peer: peer, callID: callID)
    }
}
