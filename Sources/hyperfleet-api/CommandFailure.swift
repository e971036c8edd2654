/// Why a command ends without having done its work: one clear sentence, and the exit code for scripts.
struct CommandFailure: Error {
    /// The exit codes of all programs of this project; docs/configuration.md lists them.
    enum Code: Int32 {
        case differencesFound = 1
        case usage = 2
        case invalidInput = 3
        case conflict = 6
        case timedOut = 8
        case unavailable = 9
        case internalError = 11
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
