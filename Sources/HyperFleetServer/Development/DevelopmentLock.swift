internal import Glibc

/// Held by the one development server of a clone, for as long as its process lives.
final class DevelopmentLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock of `clone`, whose `.local` is there.
    ///
    /// - Throws: a sentence when another server of the clone is running.
    init(clone: CloneFolder) throws(StartFailure) {
        let path = clone.localFolder + "/lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StartFailure(.usage, "the lock file \(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StartFailure(
                .inUse,
                "a server of this clone is already running (\(clone.addressFile) says where); stop it first, "
                    + "or use `hyperfleet-api serve` to run a second one on the same database")
        }
    }

    deinit {
        close(descriptor)
    }
}
