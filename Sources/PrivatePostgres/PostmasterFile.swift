internal import Glibc

/// What `postmaster.pid` in a data folder says of the server that works there.
struct PostmasterFile: Sendable {
    let process: pid_t
    let port: Int
    let socketFolder: String
    let isReady: Bool

    static func path(_ dataFolder: String) -> String { "\(dataFolder)/postmaster.pid" }

    /// nil when there is no such file, or it is still being written.
    init?(dataFolder: String) {
        let lines = Folder.text(Self.path(dataFolder))?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
        guard lines.count >= 5, let process = pid_t(lines[0]), let port = Int(lines[3]) else { return nil }
        self.process = process
        self.port = port
        socketFolder = String(lines[4])
        isReady = lines.count >= 8 && lines[7].hasPrefix("ready")
    }

    /// Whether the process is there; a file may be left over from a crash.
    var isAlive: Bool {
        guard kill(process, 0) == 0 || errno == EPERM else { return false }
        // After a restart of the machine the number may belong to somebody else.
        let name = Folder.text("/proc/\(process)/comm") ?? "postgres\n"
        return name.hasPrefix("postgres")
    }
}
