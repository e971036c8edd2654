import Foundation
import Glibc
import Synchronization
import TestSupport

/// A process of this test's own, its output in files.
///
/// Foundation's Process learns of an end by a descriptor that other children inherit, so that it may learn of it only
/// when those have ended too; here the system is asked.
final class ChildProcess: Sendable {
    /// How a process ended.
    struct Ending: Sendable, Equatable {
        /// The exit code; 128 and the signal's number when a signal ended it.
        var code: Int32
        var output: String
        var errors: String
    }

    let name: String
    private let process: pid_t
    private let outputPath: String
    private let errorsPath: String
    private let scratch: ScratchFile
    private let code = Mutex<Int32?>(nil)

    /// Starts `words`, the first of which is a program's path.
    ///
    /// - Parameter input: what it reads; nil is an empty input.
    init(_ words: [String], environment: [String: String], input: FileHandle? = nil) throws {
        name = words.joined(separator: " ")
        scratch = try ScratchFile("", name: "errors")
        errorsPath = scratch.path
        outputPath = scratch.sibling("output")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input.fileDescriptor, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errorsPath, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        // Descriptors of this process, such as pipes to other children, are none of the child's business.
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        for descriptor in open.compactMap({ Int32($0) }) where descriptor > 2 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }

        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var started: pid_t = 0
        let result = posix_spawnp(&started, words[0], &actions, nil, &arguments, &variables)
        guard result == 0 else { throw TestSupportError("\(name): \(String(cString: strerror(result)))") }
        process = started
    }

    /// The system's number of the process.
    var id: pid_t { process }

    /// What stands on standard output by now.
    var output: String { text(outputPath) }

    /// What stands on standard error by now.
    var errors: String { text(errorsPath) }

    /// Waits for the end.
    func ending() async throws -> Ending {
        let code = try await eventually("the end of \(name)", timeout: .seconds(120)) { exitCode() }
        return Ending(code: code, output: output, errors: errors)
    }

    /// Waits until a line with `mark` stands on standard error, and answers the line.
    ///
    /// - Throws: when the process has ended without it.
    func errorLine(with mark: String) async throws -> String {
        try await eventually("'\(mark)' from \(name)", timeout: .seconds(60)) {
            let hasEnded = exitCode() != nil
            // The last piece may be half a line.
            let lines = errors.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            if let line = lines.first(where: { $0.contains(mark) }) { return String(line) }
            if hasEnded { throw TestSupportError("\(name) ended first:\n\(errors)") }
            return nil
        }
    }

    /// Sends a signal, unless it has ended.
    func signal(_ number: Int32) {
        guard exitCode() == nil else { return }
        kill(process, number)
    }

    private func exitCode() -> Int32? {
        code.withLock { code in
            if let code { return code }
            var status: Int32 = 0
            guard waitpid(process, &status, WNOHANG) == process else { return nil }
            let signal = status & 0x7F
            code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
            return code
        }
    }

    private func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    deinit {
        guard exitCode() == nil else { return }
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }
}
