internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import RPCCore
internal import Synchronization

/// Finds out who is behind a unix socket: the kernel says the user's number, the system's user table the name.
final class UnixPeer: Sendable {
    /// Laid out as the kernel's `struct ucred`.
    private struct Credentials: Sendable {
        var process: pid_t = 0
        var user: uid_t = 0
        var group: gid_t = 0
    }

    private let names = Mutex<[uid_t: String]>([:])
    private static let namesMaximum = 1_024

    /// The identity behind `channel`, a connection to a unix socket; anonymous where the kernel does not say.
    func identity(of channel: any Channel) -> EventLoopFuture<CallIdentity> {
        guard let socket = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeSucceededFuture(.anonymous)
        }
        let credentials: EventLoopFuture<Credentials> = socket.unsafeGetSocketOption(
            level: NIOBSDSocket.OptionLevel(rawValue: SOL_SOCKET), name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
        return credentials.flatMap { credentials in
            self.name(of: credentials.user, on: channel.eventLoop)
        }.map { name in
            CallIdentity(name: name, source: .unixPeer)
        }.flatMapErrorWithEventLoop { _, loop in
            loop.makeSucceededFuture(.anonymous)
        }
    }

    /// The user table may stand on another machine, so it is asked on a thread that may wait.
    private func name(of user: uid_t, on loop: any EventLoop) -> EventLoopFuture<String> {
        if let known = names.withLock({ $0[user] }) { return loop.makeSucceededFuture(known) }
        return NIOThreadPool.singleton.runIfActive(eventLoop: loop) {
            let name = Self.lookUp(user) ?? "uid:\(user)"
            self.names.withLock { names in
                if names.count >= Self.namesMaximum { names.removeAll() }
                names[user] = name
            }
            return name
        }
    }

    private static func lookUp(_ user: uid_t) -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
            guard let start = buffer.baseAddress, getpwuid_r(user, &entry, start, buffer.count, &found) == 0,
                found != nil, let text = entry.pw_name
            else { return nil }
            let name = String(cString: text)
            return (1...256).contains(name.utf8.count) ? name : nil
        }
    }
}
