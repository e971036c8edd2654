internal import Glibc

/// The unix socket that a server listens on.
package struct ServerSocket: Sendable {
    let folder: String
    let port: Int

    package init(folder: String, port: Int) {
        self.folder = folder
        self.port = port
    }

    /// The longest path that a socket's address holds, in bytes.
    static let longestPath = 107

    var path: String { "\(folder)/.s.PGSQL.\(port)" }

    func check() throws {
        guard folder.hasPrefix("/") else {
            throw PrivatePostgresError("the socket folder \(folder) must be an absolute path")
        }
        guard path.utf8.count <= Self.longestPath else {
            throw PrivatePostgresError(
                "the socket's path \(path) has \(path.utf8.count) bytes and may have \(Self.longestPath): "
                    + "choose a shorter folder for it")
        }
        // A comma separates hosts in a connection string, and cannot be written otherwise.
        guard !folder.contains(",") else {
            throw PrivatePostgresError("the socket folder \(folder) may not contain a comma")
        }
    }

    /// Whether somebody listens.
    package var answers: Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count <= Self.longestPath else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, length) == 0 }
        }
    }
}
