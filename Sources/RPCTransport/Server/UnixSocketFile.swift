internal import Glibc
internal import NIOCore
internal import NIOPosix

/// The file of a unix socket: made ready before a server listens, and removed when it stops.
struct UnixSocketFile: Sendable {
    let path: String
    private let device: dev_t
    private let inode: ino_t

    /// The longest path that the system takes, in bytes.
    static let pathBytesMaximum = 107

    /// Removes the file of a server that is gone.
    ///
    /// - Throws: where another server listens there, or the path is something else than a socket.
    static func prepare(_ path: String, on group: any EventLoopGroup) async throws(RPCTransportError) {
        guard path.utf8.count <= pathBytesMaximum else {
            throw RPCTransportError(
                .addressUnusable,
                "unix:\(path) is \(path.utf8.count) bytes long, and a socket's path has at most \(pathBytesMaximum): "
                    + "choose a shorter folder")
        }
        guard let status = status(of: path) else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw RPCTransportError(
                .addressUnusable, "\(path) exists and is not a socket: remove it or choose another path")
        }
        if await isServed(path, on: group) {
            throw RPCTransportError(
                .addressInUse, "another server listens on unix:\(path): stop it or choose another path")
        }
        _ = unlink(path)
    }

    /// Takes note of the file that listening has just made, and sets its mode.
    init(listeningOn path: String, mode: UInt16) throws(RPCTransportError) {
        guard chmod(path, mode_t(mode)) == 0, let status = Self.status(of: path) else {
            throw RPCTransportError(.addressUnusable, "\(path): \(String(cString: strerror(errno)))")
        }
        self.path = path
        self.device = status.st_dev
        self.inode = status.st_ino
    }

    /// Removes the file, unless another has taken its place meanwhile.
    func remove() {
        guard let status = Self.status(of: path), status.st_dev == device, status.st_ino == inode else { return }
        _ = unlink(path)
    }

    private static func status(of path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }

    private static func isServed(_ path: String, on group: any EventLoopGroup) async -> Bool {
        do {
            let channel = try await ClientBootstrap(group: group).connectTimeout(.seconds(2))
                .connect(unixDomainSocketPath: path).get()
            channel.close(promise: nil)
            return true
        } catch let error as IOError {
            // Refused: nobody listens. Anything else (no permission, a full backlog) is somebody's.
            return error.errnoCode != ECONNREFUSED && error.errnoCode != ENOENT
        } catch {
            return true
        }
    }
}
