internal import NIOCore
internal import RPCCore

/// Who is at the other end of a connection.
struct PeerDescription: Sendable {
    /// `127.0.0.1:40312`, `[::1]:40312` or `unix:`.
    let address: String
    /// The address without its port.
    let host: String
    /// As far as the connection tells; a call may bring a token of its own.
    let identity: CallIdentity
    /// Whether the peer is on this machine for certain.
    let isLocal: Bool

    init(_ address: SocketAddress?, identity: CallIdentity = .anonymous) {
        self.identity = identity
        isLocal = address?.isLocal ?? false
        switch address {
        case .v4, .v6:
            host = address?.ipAddress ?? "unknown"
            self.address = RPCAddress.tcp(host: host, port: address?.port ?? 0).description
        case .unixDomainSocket:
            self.address = "unix:"
            host = "unix:\(identity.name)"
        case nil:
            self.address = "unknown"
            host = "unknown"
        }
    }
}
