internal import NIOCore

extension SocketAddress {
    /// Whether only this machine can be at the other end: a loopback address, IPv4 within IPv6 included, or a unix
    /// socket.
    var isLocal: Bool {
        switch self {
        case .v4, .v6:
            guard let text = ipAddress else { return false }
            let plain = text.hasPrefix("::ffff:") ? String(text.dropFirst("::ffff:".count)) : text
            return plain == "::1" || plain.hasPrefix("127.")
        case .unixDomainSocket: return true
        }
    }
}
