extension ErrorReason {
    /// The catalogue: what each reason means, and what its user can do. docs/errors.md is made from it.
    public var entry: ErrorEntry {
        switch self {
        case .validation:
            ErrorEntry(
                reason: self, code: .invalidArgument, title: "Validation failed",
                raisedWhen: "A field, a label, a parameter, a spec or a report breaks a rule; each broken rule is "
                    + "a violation with its field.",
                remedy: "Mend every field that is named and send the call again.")
        case .badRequest:
            ErrorEntry(
                reason: self, code: .invalidArgument, title: "Bad request",
                raisedWhen: "An update asks for nothing, or a query cannot be read.",
                remedy: "Give at least one part to change; mend the query where the message points.")
        case .malformedRequest:
            ErrorEntry(
                reason: self, code: .invalidArgument, title: "Malformed request",
                raisedWhen: "The bytes are no message of the method.",
                remedy: "Use the client library, or the .proto files that the server describes, of the same "
                    + "version.")
        case .authenticationRequired:
            ErrorEntry(
                reason: self, code: .unauthenticated, title: "Authentication required",
                raisedWhen: "A call comes from another machine without a certificate or a token that is known.",
                remedy: "Give a certificate or a token (docs/security.md).")
        case .permissionDenied:
            ErrorEntry(
                reason: self, code: .permissionDenied, title: "Permission denied",
                raisedWhen: "The caller is known and may not do this.",
                remedy: "Ask the operator of the server.")
        case .methodNotFound:
            ErrorEntry(
                reason: self, code: .unknownMethod, title: "Method not found",
                raisedWhen: "The server has no such method.",
                remedy: "Look at what `hfctl describe` lists; client and server may differ in their version.")
        case .resourceNotFound:
            ErrorEntry(
                reason: self, code: .notFound, title: "Resource not found",
                raisedWhen: "No resource has the id or the name, or it is not below that cluster, or it has been "
                    + "removed.",
                remedy: "List what there is; marked resources are shown with `--show-deleted`.")
        case .alreadyExists:
            ErrorEntry(
                reason: self, code: .alreadyExists, title: "Resource exists",
                raisedWhen: "An active resource has the name already.",
                remedy: "Choose another name, or use the one that is there.")
        case .versionConflict:
            ErrorEntry(
                reason: self, code: .aborted, title: "Version conflict",
                raisedWhen: "`if_resource_version` or `if_generation` names another state than the present one; "
                    + "the details tell the present one.",
                remedy: "Read the resource again, think the change over, and send it with what it has now.")
        case .stateConflict:
            ErrorEntry(
                reason: self, code: .failedPrecondition, title: "State conflict",
                raisedWhen: "The resource is marked for deletion, is not marked where it must be, has active node "
                    + "pools that forbid its delete, or a name means several.",
                remedy: "Wait, delete first, or give an id, as the message says.")
        case .idempotencyConflict:
            ErrorEntry(
                reason: self, code: .invalidArgument, title: "Idempotency key reused",
                raisedWhen: "An idempotency key came with another request before.",
                remedy: "Make a new key for a new request.")
        case .concurrentChange:
            ErrorEntry(
                reason: self, code: .aborted, title: "Concurrent change",
                raisedWhen: "Conflicting transactions came first every time; nothing was done.",
                remedy: "Send the call again after the pause that the answer names.")
        case .limitReached:
            ErrorEntry(
                reason: self, code: .resourceExhausted, title: "Limit reached",
                raisedWhen: "A limit on rate, number or size was reached, or the database has no room left.",
                remedy: "Send less at a time; come back after the pause that the answer names.")
        case .internalError:
            ErrorEntry(
                reason: self, code: .internalError, title: "Internal error",
                raisedWhen: "A defect of the server.",
                remedy: "Report it with the call id; the server's log has the rest under the same id.")
        case .storeFailure:
            ErrorEntry(
                reason: self, code: .internalError, title: "Store failure",
                raisedWhen: "The database answered something that it should not.",
                remedy: "Report it with the call id; the server's log has the rest under the same id.")
        case .unavailable:
            ErrorEntry(
                reason: self, code: .unavailable, title: "Unavailable",
                raisedWhen: "The database, or the server, is away for now.",
                remedy: "Try again; the client library does so by itself where it does no harm.")
        case .deadlineExceeded:
            ErrorEntry(
                reason: self, code: .deadlineExceeded, title: "Deadline exceeded",
                raisedWhen: "The deadline passed first; the call may have had an effect.",
                remedy: "Look, or repeat with the same idempotency key; give more time.")
        case .streamCut:
            ErrorEntry(
                reason: self, code: .aborted, title: "Stream cut",
                raisedWhen: "A streamed list took longer than it may, or its reader took nothing for too long; what "
                    + "was sent until then is right.",
                remedy: "Go on with the `page_token` of the details; what follows is from a newer snapshot.")
        case .cancelled:
            ErrorEntry(
                reason: self, code: .cancelled, title: "Cancelled",
                raisedWhen: "The caller, or a deadline above it, gave the call up; it may have had an effect.",
                remedy: "Look, or repeat with the same idempotency key.")
        }
    }

    /// The canonical code that a call refused for this reason ends with.
    public var code: CanonicalCode { entry.code }
}
