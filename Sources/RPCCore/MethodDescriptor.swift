/// One method of a service: its name on the wire and what transports need to know of it.
public struct MethodDescriptor: Sendable, Hashable {
    /// Which sides send more than one message.
    public enum Kind: UInt8, Sendable, CaseIterable {
        case unary
        case clientStreaming
        case serverStreaming
        case bidirectionalStreaming
    }

    /// How much work a call is: a heavy one never runs on an event loop.
    public enum Weight: Sendable {
        case light
        case heavy
    }

    /// The service's full name: `hyperfleet.v1.ClusterService`.
    public let service: String
    /// The method's name: `Get`.
    public let name: String
    /// The full name in a call head: `hyperfleet.v1.ClusterService/Get`.
    public let path: String
    /// Which sides send more than one message.
    public let kind: Kind
    /// How much work a call is.
    public let weight: Weight
    /// Whether a repeat is always safe, so that the client may retry on its own.
    public let isIdempotent: Bool
    /// Whether clients send an idempotency key with each call: a write whose repeat would be a second write otherwise.
    public let takesIdempotencyKey: Bool

    /// The method `name` of `service`.
    public init(
        service: String, name: String, kind: Kind = .unary, weight: Weight = .light, isIdempotent: Bool = false,
        takesIdempotencyKey: Bool = false
    ) {
        self.service = service
        self.name = name
        self.path = "\(service)/\(name)"
        self.kind = kind
        self.weight = weight
        self.isIdempotent = isIdempotent
        self.takesIdempotencyKey = takesIdempotencyKey
    }
}
