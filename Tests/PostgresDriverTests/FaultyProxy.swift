internal import Foundation
internal import Glibc
internal import Synchronization

/// Stands between a client and PostgreSQL's socket, and does what networks do.
final class FaultyProxy: Sendable {
    /// What becomes of what PostgreSQL sends.
    enum Manner: Sendable, Equatable {
        case passes
        /// Each piece comes so much later.
        case delays(milliseconds: UInt32)
        /// After so many bytes a connection is closed, both ways.
        case cuts(after: Int)
        /// Nothing comes any more, either way; connections stay open.
        case isSilent
        /// A new connection is taken, and nothing comes on it from then on, whatever the manner is later.
        case fallsSilentOnceConnected
    }

    /// Where the proxy listens, for a connection string: `host=... port=...`.
    let address: String
    private let target: String
    private let listener: Int32
    private let manner = Mutex(Manner.passes)
    private let isClosed = Mutex(false)
    /// How often the open connections were lost.
    private let losses = Mutex(0)

    /// - Parameters:
    ///   - folder: where the proxy listens, under PostgreSQL's own name for the port 5432.
    ///   - target: the folder of PostgreSQL's socket.
    convenience init(in folder: String, to target: String) throws {
        let listener = try Self.socket(at: folder) { address, length in
            let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            guard bind(descriptor, address, length) == 0, listen(descriptor, 64) == 0 else {
                throw POSIXError(.EADDRINUSE)
            }
            return descriptor
        }
        self.init(listener, address: "host=\(folder) port=5432", to: target)
    }

    /// A proxy that listens at a free port of 127.0.0.1.
    ///
    /// - Parameter target: the folder of PostgreSQL's socket.
    convenience init(overTCPTo target: String) throws {
        let listener = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        self.init(listener, address: "host=127.0.0.1 port=\(UInt16(bigEndian: address.sin_port))", to: target)
    }

    private init(_ listener: Int32, address: String, to target: String) {
        self.listener = listener
        self.address = address
        self.target = target
        let descriptor = listener
        Thread.detachNewThread { [self] in
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0 else { return }
                Thread.detachNewThread { [self] in serve(client) }
            }
        }
    }

    func become(_ new: Manner) {
        manner.withLock { $0 = new }
    }

    /// Nothing comes on the connections that are open, either way and for good; new ones are as the manner says.
    ///
    /// So it is when a router forgets connections, or a machine goes and another one takes its address.
    func loseConnections() {
        losses.withLock { $0 += 1 }
    }

    func close() {
        isClosed.withLock { $0 = true }
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
    }

    /// Carries bytes both ways until one side closes, or the manner has it closed.
    private func serve(_ client: Int32) {
        let server = try? Self.socket(at: target) { address, length in
            let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            guard connect(descriptor, address, length) == 0 else { throw POSIXError(.ECONNREFUSED) }
            return descriptor
        }
        defer {
            Glibc.close(client)
            if let server { Glibc.close(server) }
        }
        guard let server else { return }
        var sent = 0
        var isMute = false
        let lossesBefore = losses.withLock(\.self)
        var buffer = [UInt8](repeating: 0, count: 8_192)
        while !isClosed.withLock(\.self) {
            let manner = manner.withLock(\.self)
            var polled = [
                pollfd(fd: client, events: Int16(POLLIN), revents: 0),
                pollfd(fd: server, events: Int16(POLLIN), revents: 0),
            ]
            if manner == .isSilent || isMute || losses.withLock({ $0 != lossesBefore }) {
                // What has come is not read, so that a poll would answer at once, for ever.
                usleep(20_000)
                continue
            }
            guard poll(&polled, 2, 20) >= 0 else { return }
            for (from, to) in [(client, server), (server, client)] {
                guard polled[from == client ? 0 : 1].revents != 0 else { continue }
                let count = read(from, &buffer, buffer.count)
                guard count > 0 else { return }
                guard from == server else {
                    guard send(to, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
                    continue
                }
                if case .delays(let milliseconds) = manner { usleep(milliseconds * 1_000) }
                if case .cuts(let limit) = manner, sent + count >= limit {
                    _ = send(to, buffer, max(0, limit - sent), Int32(MSG_NOSIGNAL))
                    return
                }
                guard send(to, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
                sent += count
                if manner == .fallsSilentOnceConnected { isMute = buffer[..<count].suffix(6) == Self.isReady }
            }
        }
    }

    /// PostgreSQL's message that it waits for a request, outside a transaction: the end of connecting.
    private static let isReady: ArraySlice<UInt8> = [UInt8(ascii: "Z"), 0, 0, 0, 5, UInt8(ascii: "I")]

    private static func socket(
        at folder: String, _ make: (UnsafePointer<sockaddr>, socklen_t) throws -> Int32
    ) throws -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array((folder + "/.s.PGSQL.5432").utf8)
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { throw POSIXError(.ENAMETOOLONG) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        return try withUnsafePointer(to: address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                try make(address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
