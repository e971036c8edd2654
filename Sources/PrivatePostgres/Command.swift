internal import Foundation
internal import Glibc

/// A program to start, with a small environment of its own and no open files but its log.
package struct Command: Sendable {
    let words: [String]
    /// The working folder; it must be one that the program's user can enter.
    let folder: String
    /// Where the program writes; nothing of it is kept by default.
    package var log = "/dev/null"

    package init(_ words: [String], folder: String) {
        self.words = words
        self.folder = folder
    }

    /// Starts the program; the caller waits for it.
    ///
    /// - Returns: the process.
    func spawn() throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // A server that outlives this process must not keep its sockets open.
        for descriptor in Self.openDescriptors { posix_spawn_file_actions_addclose(&actions, descriptor) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let arguments = (["env", "-C", folder] + words).map { strdup($0) }
        let environment = Self.environment.map { strdup($0) }
        defer { for pointer in arguments + environment { free(pointer) } }
        var process = pid_t()
        let status = posix_spawnp(&process, "env", &actions, &attributes, arguments + [nil], environment + [nil])
        guard status == 0 else {
            throw PrivatePostgresError("\(words[0]) cannot be started: \(String(cString: strerror(status)))")
        }
        return process
    }

    /// Runs the program to its end.
    ///
    /// - Returns: its exit code; 128 and the signal's number when a signal ended it.
    func run() throws -> Int32 {
        Self.wait(for: try spawn())
    }

    /// Runs the program to its end and returns what it wrote; throws that when it fails.
    func output() throws -> String {
        let file = try Folder.makeTemporary(below: "/tmp", prefix: "hfcmd.")
        defer { try? Folder.remove(file) }
        var command = self
        command.log = "\(file)/log"
        let status = try command.run()
        let text = Folder.text(command.log) ?? ""
        guard status == 0 else { throw PrivatePostgresError("\(words[0]) failed with \(status): \(text)") }
        return text
    }

    static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return -1 }
        }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    /// Those behind standard error; one that is closed meanwhile does no harm.
    private static var openDescriptors: [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }.filter { $0 > 2 }
    }

    private static let environment = ["PATH=/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL=C", "HOME=/", "TZ=UTC"]
}
