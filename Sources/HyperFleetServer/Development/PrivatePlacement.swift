internal import Foundation
internal import Glibc

/// Where the private PostgreSQL of a clone lies.
///
/// PostgreSQL refuses to run as root, so as root it belongs to another user, who may not be able to reach the clone:
/// then it lies under /var/lib and /run. As a normal user it lies in the clone's `.local`, but for the socket where
/// the path is too long for one.
package struct PrivatePlacement: Sendable, Hashable {
    /// A unix socket's path may have this many bytes (`sun_path` without its NUL).
    static let longestSocketPath = 107

    /// Holds the data and what belongs to them; 0700, owned by the user that PostgreSQL runs as.
    package let baseFolder: String
    package let socketFolder: String
    /// The user that PostgreSQL runs as; nil is whoever runs this program.
    package let user: String?

    /// The place for `clone`'s database, for a caller with this effective user id.
    package init(clone: CloneFolder, userID: UInt32 = geteuid()) {
        if userID == 0 {
            baseFolder = "/var/lib/hyperfleet-\(clone.hash)"
            socketFolder = "/run/hyperfleet-\(clone.hash)"
            user = "postgres"
            return
        }
        baseFolder = clone.localFolder + "/postgres"
        user = nil
        let near = clone.localFolder + "/socket"
        socketFolder = Self.fits(near) ? near : "/tmp/hyperfleet-\(clone.hash)-\(userID)"
    }

    package var dataFolder: String { baseFolder + "/data" }

    /// Where each folder lies outside of `.local`, in words; nil when none does.
    package func note(for clone: CloneFolder) -> String? {
        let outside = [("data", baseFolder), ("socket", socketFolder)]
            .filter { !$0.1.hasPrefix(clone.localFolder + "/") }
        guard !outside.isEmpty else { return nil }
        let lines = outside.map { "\($0.0): \($0.1)" }
        return """
            The private PostgreSQL of this clone (\(clone.path)) lies elsewhere:
            \(lines.joined(separator: "\n"))
            `make db/teardown` stops it and removes these folders.

            """
    }

    /// Whether the socket of a server with any port has a path in `folder` that is short enough.
    private static func fits(_ folder: String) -> Bool {
        folder.utf8.count + "/.s.PGSQL.65535".utf8.count <= longestSocketPath
    }
}
