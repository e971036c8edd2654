internal import Glibc
internal import RPCCore

/// Finds out whether somebody listens on an address, without speaking to them.
enum AddressProbe {
    /// How long a host may take to answer.
    private static let waitMilliseconds: Int32 = 500

    /// Whether a connection to `address` can be made.
    static func answers(_ address: RPCAddress) -> Bool {
        switch address {
        case .unix(let path): return answers(unix: path)
        case .tcp(let host, let port): return answers(host: host, port: port)
        }
    }

    private static func answers(unix path: String) -> Bool {
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8) + [0]
        guard bytes.count <= MemoryLayout.size(ofValue: name.sun_path) else { return false }
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connects(AF_UNIX, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static func answers(host: String, port: Int) -> Bool {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0 else { return false }
        defer { freeaddrinfo(found) }
        var next = found
        while let info = next?.pointee {
            if connects(info.ai_family, info.ai_addr, info.ai_addrlen) { return true }
            next = info.ai_next
        }
        return false
    }

    private static func connects(
        _ family: Int32, _ name: UnsafePointer<sockaddr>, _ length: socklen_t
    ) -> Bool {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        if connect(descriptor, name, length) == 0 { return true }
        guard errno == EINPROGRESS else { return false }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&waiting, 1, waitMilliseconds) == 1 else { return false }
        var problem: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &problem, &size) == 0 && problem == 0
    }
}
