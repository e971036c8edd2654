internal import RPCCore

/// What an address learns from a call that it carried.
enum CallEnding: Sendable {
    /// The server answered, be it with an error of the call's own.
    case served
    /// The server, or the way to it, was unavailable.
    case failed
    /// The call says nothing about the server: it was cancelled, or went elsewhere.
    case neither

    /// What a call says that ended with `error`, or well.
    init(_ error: RPCError?) {
        switch error?.code {
        case .unavailable: self = .failed
        case .cancelled, .deadlineExceeded: self = .neither
        case nil, .ok, .unknown, .invalidArgument, .notFound, .alreadyExists, .permissionDenied, .resourceExhausted,
            .failedPrecondition, .aborted, .outOfRange, .unimplemented, .internalError, .dataLoss, .unauthenticated:
            self = .served
        }
    }
}
