/// Where a server listens: a TCP host and port, or a unix socket.
public enum RPCAddress: Sendable, Hashable {
    /// A host name or IP literal (IPv6 without brackets) and a port; port 0 asks the system for a free one.
    case tcp(host: String, port: Int)
    /// The path of a unix stream socket, at most 107 bytes.
    case unix(path: String)

    /// Reads `HOST:PORT`, `[IPv6]:PORT` or `unix:PATH`; nil where the text is none of them.
    public init?(_ text: String) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst("unix:".count))
            guard !path.isEmpty, path.utf8.count <= 107, !path.utf8.contains(0) else { return nil }
            self = .unix(path: path)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self = .tcp(host: String(host), port: Int(port))
    }
}

extension RPCAddress: CustomStringConvertible {
    /// The form that `init(_:)` reads.
    public var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }
}
