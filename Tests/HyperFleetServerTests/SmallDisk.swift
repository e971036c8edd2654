import Foundation
import Glibc
import TestSupport

/// A file system in memory of a given size, which can be filled up.
///
/// Its mount is the machine's, and needs root.
final class SmallDisk: Sendable {
    let path: String
    private var ballast: String { path + "/ballast" }

    /// Mounts one; nil where this process may not, and one line on standard output that says so.
    static func mounted(megabytes: Int) throws -> SmallDisk? {
        let path = "/tmp/hf-disk-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("hyperfleet-tests", path, "tmpfs", 0, "size=\(megabytes)m,mode=0711") == 0 else {
            let reason = String(cString: strerror(errno))
            print("the tests of a full disk were not run: no small file system can be mounted (\(reason))")
            rmdir(path)
            return nil
        }
        return SmallDisk(path: path)
    }

    private init(path: String) {
        self.path = path
    }

    /// Fills it up but for so many bytes.
    func leave(_ bytes: Int) throws {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw TestSupportError("the size of \(path) is not known") }
        let free = Int(status.f_bavail) * Int(status.f_frsize)
        let descriptor = open(ballast, O_CREAT | O_WRONLY, 0o600)
        defer { close(descriptor) }
        guard free > bytes, posix_fallocate(descriptor, 0, free - bytes) == 0 else {
            throw TestSupportError("\(free) bytes are left on \(path) already")
        }
    }

    /// Takes away what `leave` put there.
    func makeRoom() {
        unlink(ballast)
    }

    /// A folder on it that belongs to the user whom PostgreSQL runs as.
    func folderOfPostgres(_ name: String) throws -> String {
        let folder = path + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let user = getpwnam("postgres")
        guard let user, chown(folder, user.pointee.pw_uid, user.pointee.pw_gid) == 0, chmod(folder, 0o700) == 0 else {
            throw TestSupportError("\(folder) cannot be given to the user postgres")
        }
        return folder
    }

    /// Takes it off the machine, with all its files.
    func remove() {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }
}
