/// Who a call comes from, as far as the server itself has established it.
///
/// In this order: certificate subject, bearer token, unix peer credentials, else anonymous. Nothing a caller
/// writes into metadata is an identity.
public struct CallIdentity: Sendable, Hashable {
    /// How the identity was established.
    public enum Source: String, Sendable {
        case certificate
        case bearerToken
        case unixPeer
        case anonymous
    }

    /// The name that audit fields carry; at most 256 bytes of UTF-8.
    public let name: String
    /// How the name is known.
    public let source: Source

    /// The identity `name`, known by `source`.
    public init(name: String, source: Source) {
        self.name = name
        self.source = source
    }

    /// Nobody in particular: allowed on loopback and unix sockets.
    public static let anonymous = CallIdentity(name: "anonymous@hyperfleet.local", source: .anonymous)
}
