internal import Foundation
internal import NIOCore
internal import RPCCore

/// A blocking socket to a server, for peers that do what no client of ours would do.
final class RawSocket {
    private let descriptor: Int32

    /// Connects; nil where the server takes no connection.
    init?(_ address: RPCAddress) {
        switch address {
        case .unix(let path):
            descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var name = sockaddr_un()
            name.sun_family = sa_family_t(AF_UNIX)
            let copied = withUnsafeMutableBytes(of: &name.sun_path) { target in
                guard path.utf8.count < target.count else { return false }
                target.copyBytes(from: path.utf8)
                return true
            }
            guard copied, Self.connects(descriptor, &name) else { return nil }
        case .tcp(let host, let port):
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = in_port_t(UInt16(clamping: port).bigEndian)
            guard inet_pton(AF_INET, host, &name.sin_addr) == 1, Self.connects(descriptor, &name) else { return nil }
        }
        // Neither side may wait for the other for ever.
        var patience = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    private static func connects<Name>(_ descriptor: Int32, _ name: inout Name) -> Bool {
        withUnsafeBytes(of: &name) { bytes in
            guard let start = bytes.baseAddress else { return false }
            return connect(
                descriptor, start.assumingMemoryBound(to: sockaddr.self), socklen_t(MemoryLayout<Name>.size)) == 0
        }
    }

    /// Sends all of `buffer`; false once the server has closed, or does not read.
    func send(_ buffer: ByteBuffer) -> Bool {
        var left = buffer
        while left.readableBytes > 0 {
            let count = left.withUnsafeReadableBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            left.moveReaderIndex(forwardBy: count)
        }
        return true
    }

    /// Throws away what has come, without waiting; false once the server has closed.
    func discardInput() -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 1) { space in
            while true {
                let count = recv(descriptor, space.baseAddress, space.count, Int32(MSG_DONTWAIT))
                if count == 0 { return false }
                if count < 0 { return errno == EAGAIN || errno == EINTR }
            }
        }
    }
}
