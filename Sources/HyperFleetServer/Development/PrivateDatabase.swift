internal import Foundation
internal import Glibc
internal import Logging
internal import PrivatePostgres

/// The durable PostgreSQL of a clone: made when it is needed first, left running, removed on demand.
struct PrivateDatabase: Sendable {
    let clone: CloneFolder
    private let placement: PrivatePlacement

    init(clone: CloneFolder) {
        self.clone = clone
        placement = PrivatePlacement(clone: clone)
    }

    /// Starts it where it does not run, making it first where there is none; blocks for about a second then.
    ///
    /// - Returns: its connection string.
    func start(logger: Logger) throws(StartFailure) -> String {
        try clone.makeLocalFolder()
        try makeBaseFolder()
        try writeNote()
        return try open(logger: logger).connectionString
    }

    /// Its connection string; nil when it is not running.
    func runningURL() -> String? {
        guard isProbablyRunning else { return nil }
        return try? open(logger: .silent).connectionString
    }

    /// Stops it and removes it with all its data; a sentence about what was done.
    func tearDown() throws(StartFailure) -> String {
        let files = FileManager.default
        let wasThere = files.fileExists(atPath: placement.baseFolder)
        do {
            if isProbablyRunning { try open(logger: .silent).remove() }
            for path in [placement.baseFolder, placement.socketFolder, notePath] where files.fileExists(atPath: path) {
                try files.removeItem(atPath: path)
            }
        } catch let error as StartFailure {
            throw error
        } catch {
            throw StartFailure(.other, "the private PostgreSQL of \(clone.path) cannot be removed: \(error)")
        }
        return wasThere
            ? "the private PostgreSQL of \(clone.path) and its data are removed"
            : "there is no private PostgreSQL of \(clone.path)"
    }

    private func open(logger: Logger) throws(StartFailure) -> PostgresServer {
        do {
            return try PostgresServer.start(
                .durable(dataFolder: placement.dataFolder, socketFolder: placement.socketFolder), logger: logger)
        } catch {
            throw StartFailure(.inUse, "the private PostgreSQL of \(clone.path) cannot be started: \(error)")
        }
    }

    /// Whether a process of the number that PostgreSQL left in its data folder exists.
    private var isProbablyRunning: Bool {
        guard let text = try? String(contentsOfFile: placement.dataFolder + "/postmaster.pid", encoding: .utf8),
            let line = text.split(separator: "\n").first, let process = pid_t(line)
        else { return false }
        return kill(process, 0) == 0 || errno == EPERM
    }

    /// The folder around the data, which nobody but PostgreSQL's user enters.
    private func makeBaseFolder() throws(StartFailure) {
        let folder = placement.baseFolder
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw StartFailure(.usage, "the folder \(folder) cannot be made: \(error.localizedDescription)")
        }
        var owner = (user: geteuid(), group: getegid())
        if let user = placement.user {
            guard let entry = getpwnam(user) else {
                throw StartFailure(
                    .usage,
                    "PostgreSQL refuses to run as root, and there is no user '\(user)' to run it as; "
                        + "`make deps` installs PostgreSQL and makes that user")
            }
            owner = (entry.pointee.pw_uid, entry.pointee.pw_gid)
        }
        guard chown(folder, owner.user, owner.group) == 0, chmod(folder, 0o700) == 0 else {
            throw StartFailure(
                .usage,
                "the folder \(folder) belongs to somebody else: \(String(cString: strerror(errno))); "
                    + "run this as the user who made it, or remove it")
        }
    }

    private var notePath: String { clone.localFolder + "/postgres-elsewhere.txt" }

    private func writeNote() throws(StartFailure) {
        guard let note = placement.note(for: clone) else { return }
        do {
            try Data(note.utf8).write(to: URL(fileURLWithPath: notePath), options: .atomic)
        } catch {
            throw StartFailure(.usage, "\(notePath) cannot be written: \(error.localizedDescription)")
        }
    }
}
