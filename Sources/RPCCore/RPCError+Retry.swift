extension RPCError {
    /// Whether the same call may be made again without any harm, and with some hope: the server certainly did nothing,
    /// and was away or busy rather than unwilling. Wait `retryAfter` first where it is given.
    ///
    /// A client repeats such calls by itself, within its limits; what it throws was not mended by that.
    public var isRetryable: Bool {
        isTransient && processed == .no
    }

    /// Whether the failure lies in the moment and not in the call.
    package var isTransient: Bool {
        switch code {
        case .unavailable: true
        case .resourceExhausted: retryAfter != nil
        case .ok, .cancelled, .unknown, .invalidArgument, .deadlineExceeded, .notFound, .alreadyExists,
            .permissionDenied, .failedPrecondition, .aborted, .outOfRange, .unimplemented, .internalError, .dataLoss,
            .unauthenticated:
            false
        }
    }
}
