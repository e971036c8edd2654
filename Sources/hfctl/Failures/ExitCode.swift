internal import RPCCore

/// What the program tells the script that ran it. docs/hfctl.md has the same table.
enum ExitCode: Int32, CaseIterable, Sendable {
    /// It is done.
    case done = 0
    /// The arguments make no sense, or a file that they name cannot be read.
    case usage = 2
    /// A field breaks a rule.
    case invalidInput = 3
    case notFound = 4
    case alreadyExists = 5
    /// The resource's version or state forbids it.
    case conflict = 6
    /// Who calls is not known, or may not.
    case denied = 7
    case deadlinePassed = 8
    /// The server or its database cannot be reached, or has too much to do.
    case unavailable = 9
    /// Of several resources, some failed.
    case partlyDone = 10
    /// A defect, here or in the server.
    case internalError = 11
    /// SIGINT, by the shells' custom of 128 and the signal's number.
    case interrupted = 130

    /// The code of a call that ended with `status`.
    init(_ status: StatusCode) {
        self =
            switch status {
            case .ok: .done
            case .cancelled: .interrupted
            case .invalidArgument, .outOfRange: .invalidInput
            case .deadlineExceeded: .deadlinePassed
            case .notFound: .notFound
            case .alreadyExists: .alreadyExists
            case .aborted, .failedPrecondition: .conflict
            case .permissionDenied, .unauthenticated: .denied
            case .resourceExhausted, .unavailable: .unavailable
            case .unknown, .unimplemented, .internalError, .dataLoss: .internalError
            }
    }
}
