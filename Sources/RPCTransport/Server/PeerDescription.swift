internal import NIOCore
internal import RPCCore

/// Who is at the other end of a connection.
struct PeerDescription: Sendable {
    /// `127.0.0.1:40312`, `[::1]:40312` or `unix:`.
    let address: String
    /// The address without its port.
    let host: String
    let identity: CallIdentity

    init(_ address: SocketAddress?, identity: CallIdentity) {
        self.identity = identity
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
