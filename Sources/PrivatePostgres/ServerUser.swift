package import Glibc

/// Whom PostgreSQL runs as: the process's own user, or `postgres` when that is root.
package struct ServerUser: Sendable {
    let userID: uid_t
    let groupID: gid_t
    /// Set when the server must run as somebody else than this process.
    let dropsTo: String?

    package static func current() throws -> ServerUser {
        guard geteuid() == 0 else { return ServerUser(userID: geteuid(), groupID: getegid(), dropsTo: nil) }
        guard let entry = getpwnam("postgres") else {
            throw PrivatePostgresError(
                "PostgreSQL refuses to run as root, and there is no user 'postgres' to run it as: "
                    + "install PostgreSQL's package, or run this as a normal user")
        }
        return ServerUser(userID: entry.pointee.pw_uid, groupID: entry.pointee.pw_gid, dropsTo: "postgres")
    }

    /// The words in front of a command that make it run as this user.
    ///
    /// - Parameter diesWithParent: PostgreSQL gets SIGINT (a fast stop) when the thread that started it ends.
    package func prefix(diesWithParent: Bool) -> [String] {
        var words: [String] = []
        if let dropsTo { words += ["--reuid=\(dropsTo)", "--regid=\(groupID)", "--init-groups"] }
        if diesWithParent { words += ["--pdeathsig", "INT"] }
        return words.isEmpty ? [] : ["setpriv"] + words + ["--"]
    }

    /// Makes `folder` with this owner and mode, and its parents where they are missing.
    package func makeFolder(_ folder: String, mode: mode_t) throws {
        try Folder.make(folder)
        guard chown(folder, userID, groupID) == 0, chmod(folder, mode) == 0 else {
            throw PrivatePostgresError("the folder \(folder) cannot be given to PostgreSQL's user: \(lastError())")
        }
    }

    /// Whether this user can enter `folder`, or the nearest of its parents that exists.
    func canEnter(_ folder: String) -> Bool {
        var path = folder
        var status = stat()
        while stat(path, &status) != 0 {
            guard path.count > 1 else { return false }
            path = Folder.parent(of: path)
        }
        while true {
            guard stat(path, &status) == 0, mayEnter(status) else { return false }
            if path == "/" { return true }
            path = Folder.parent(of: path)
        }
    }

    private func mayEnter(_ status: stat) -> Bool {
        if status.st_uid == userID { return status.st_mode & S_IXUSR != 0 }
        if status.st_gid == groupID { return status.st_mode & S_IXGRP != 0 }
        return status.st_mode & S_IXOTH != 0
    }
}

/// The text of the last failed system call.
func lastError() -> String {
    String(cString: strerror(errno))
}
