import Foundation
import TestSupport

/// A session of psql that runs statements when it is told to: holds a transaction open beside the code under test.
struct PsqlSession: Sendable {
    private let input = Pipe()
    private let process: ChildProcess

    init(_ connectionString: String) throws {
        let words = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", connectionString]
        process = try ChildProcess(
            words, environment: ProcessInfo.processInfo.environment, input: input.fileHandleForReading)
    }

    /// Runs `sql` and waits until it is done.
    func run(_ sql: String) async throws {
        let mark = UUID().uuidString
        try input.fileHandleForWriting.write(contentsOf: Data("\(sql)\n\\echo \(mark)\n".utf8))
        try await waitUntil("psql has run \(sql)") { process.output.contains(mark) }
    }

    /// Ends the session, rolling back what is open.
    func close() async throws {
        // Said in words: other children of this process may hold the pipe open for a while.
        try input.fileHandleForWriting.write(contentsOf: Data("\\q\n".utf8))
        _ = try await process.ending()
    }
}
