internal import Foundation
internal import Glibc

/// The folder of one throw-away cluster.
///
/// Its owner holds a lock in it, so that what a crash has left behind is known by nobody holding it.
final class ThrowawayFolder: Sendable {
    let path: String
    private let lock: FileLock

    private static let prefix = "hfpg."

    /// Makes a new one, in memory where there is enough of it, and removes those whose owners are gone.
    static func make() throws -> ThrowawayFolder {
        let base = base()
        removeLeftovers(below: base)
        // Another process that is clearing up may take a new folder for a leftover, in the moment before its lock.
        for _ in 0..<5 {
            let path = try Folder.makeTemporary(below: base, prefix: prefix)
            if let lock = try FileLock.take("\(path)/owner", waits: false) {
                return ThrowawayFolder(path: path, lock: lock)
            }
        }
        throw PrivatePostgresError("no folder below \(base) could be kept")
    }

    private init(path: String, lock: FileLock) {
        self.path = path
        self.lock = lock
    }

    func remove() throws {
        try Folder.remove(path)
    }

    private static func base() -> String {
        let memory = "/dev/shm"
        var status = statvfs()
        guard access(memory, W_OK) == 0, statvfs(memory, &status) == 0 else { return "/tmp" }
        let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
        return free >= 512 * 1024 * 1024 ? memory : "/tmp"
    }

    private static func removeLeftovers(below base: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let path = "\(base)/\(name)"
            // A folder without the file is just being made; one that cannot be opened is another user's.
            guard Folder.exists("\(path)/owner") else { continue }
            guard let lock = try? FileLock.take("\(path)/owner", waits: false) else { continue }
            if let server = PostmasterFile(dataFolder: "\(path)/data"), server.isAlive { continue }
            try? Folder.remove(path)
            withExtendedLifetime(lock) {}
        }
    }
}
