import Foundation

/// `hyperfleet-api`, as it was built together with these tests.
enum ProgramProcess {
    /// Starts it with these arguments, and none of the caller's HYPERFLEET_ variables.
    ///
    /// - Parameter folder: where it runs; nil is where the tests run.
    static func start(
        _ arguments: [String], environment: [String: String] = [:], folder: String? = nil
    ) throws -> ChildProcess {
        var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("HYPERFLEET_") }
        variables.merge(environment) { _, new in new }
        let path = Repository.programs.appendingPathComponent("hyperfleet-api").path
        let front = folder.map { ["/usr/bin/env", "-C", $0] } ?? []
        return try ChildProcess(front + [path] + arguments, environment: variables)
    }

    /// Runs it to its end.
    static func run(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> ChildProcess.Ending {
        try await start(arguments, environment: environment).ending()
    }
}
