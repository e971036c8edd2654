internal import Glibc

/// An exclusive lock on a file, held until it is let go or the process ends.
final class FileLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Takes the lock, making the file where it is missing.
    ///
    /// - Parameter waits: whether to wait while somebody else holds it; else the answer is nil.
    static func take(_ path: String, waits: Bool) throws -> FileLock? {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw PrivatePostgresError("\(path) cannot be opened: \(lastError())") }
        let lock = FileLock(descriptor: descriptor)
        while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
            guard errno == EINTR else { return nil }
        }
        return lock
    }
}
