import Foundation

/// What a program wrote, and how it ended.
struct ProgramRun: Sendable {
    /// 128 and the signal's number when a signal ended it.
    let exitCode: Int32
    let output: String
    let errors: String

    /// Runs `name` of the project's programs, or the program at an absolute path, and waits for its end.
    ///
    /// - Parameters:
    ///   - environment: beside the caller's own, from which everything of HyperFleet is taken away.
    ///   - started: is told the process id once it runs.
    static func run(
        _ name: String, _ arguments: [String], input: String = "", environment: [String: String] = [:],
        folder: URL = Repository.root, started: (Int32) async throws -> Void = { _ in }
    ) async throws -> ProgramRun {
        let program = try StartedProgram(
            name, arguments, input: input, environment: environment, folder: folder)
        try await started(program.processID)
        return try await program.end()
    }
}

/// A program that runs, its streams going to files of its own.
final class StartedProgram: Sendable {
    private let process = Process()
    private let ended: AsyncStream<Void>
    private let files: URL

    init(
        _ name: String, _ arguments: [String], input: String = "", environment: [String: String] = [:],
        folder: URL = Repository.root
    ) throws {
        files = try TemporaryFolder.make()
        for (file, text) in [("in", input), ("out", ""), ("err", "")] {
            try Data(text.utf8).write(to: files.appendingPathComponent(file))
        }
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        ended = stream
        process.executableURL =
            name.hasPrefix("/") ? URL(fileURLWithPath: name) : Repository.programs.appendingPathComponent(name)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = Self.environment(with: environment)
        process.standardInput = try FileHandle(forReadingFrom: files.appendingPathComponent("in"))
        process.standardOutput = try FileHandle(forWritingTo: files.appendingPathComponent("out"))
        process.standardError = try FileHandle(forWritingTo: files.appendingPathComponent("err"))
        process.terminationHandler = { _ in continuation.finish() }
        try process.run()
    }

    deinit {
        if process.isRunning { process.terminate() }
        try? FileManager.default.removeItem(at: files)
    }

    var processID: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    /// What it has written to standard output so far.
    var output: String { text("out") }

    /// What it has written to standard error so far.
    var errors: String { text("err") }

    func send(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    /// Waits until it has ended.
    func end() async throws -> ProgramRun {
        for await _ in ended {}
        try Task.checkCancellation()
        process.waitUntilExit()
        let status = process.terminationStatus
        return ProgramRun(
            exitCode: process.terminationReason == .uncaughtSignal ? 128 + status : status, output: text("out"),
            errors: text("err"))
    }

    private func text(_ file: String) -> String {
        (try? String(contentsOf: files.appendingPathComponent(file), encoding: .utf8)) ?? ""
    }

    private static func environment(with own: [String: String]) -> [String: String] {
        ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("HYPERFLEET_") }.merging(own) { $1 }
    }
}
