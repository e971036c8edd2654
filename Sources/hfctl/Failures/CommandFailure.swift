internal import RPCCore

/// Why a command could not do what it was asked.
struct CommandFailure: Error, Sendable {
    /// One thing that went wrong, and with which of several resources.
    struct Item: Sendable {
        /// As the caller wrote it; nil when the command is about one thing.
        var subject: String?
        var error: RPCError
    }

    var exitCode: ExitCode
    /// At least one.
    var items: [Item]
    /// What the caller may do about it.
    var advice: String?

    init(_ error: RPCError, exitCode: ExitCode? = nil, advice: String? = nil) {
        self.exitCode = exitCode ?? ExitCode(error.code)
        self.items = [Item(subject: nil, error: error)]
        self.advice = advice
    }

    /// Of several resources, these failed; `isPartial` when others did not.
    init(_ items: [Item], isPartial: Bool) {
        self.items = items
        let codes = Set(items.map { ExitCode($0.error.code) })
        if !isPartial, codes.count == 1, let code = codes.first {
            exitCode = code
        } else {
            exitCode = .partlyDone
        }
    }

    /// The arguments, or a file that they name, cannot be used.
    static func usage(_ message: String) -> CommandFailure {
        CommandFailure(RPCError(.invalidArgument, message: message, processed: .no), exitCode: .usage)
    }
}
