/// The canonical codes that refusals end with, by the names that people and logs know; docs/protocol.md numbers them.
public enum CanonicalCode: String, Sendable, CaseIterable {
    case cancelled = "CANCELLED"
    case invalidArgument = "INVALID_ARGUMENT"
    case deadlineExceeded = "DEADLINE_EXCEEDED"
    case notFound = "NOT_FOUND"
    case alreadyExists = "ALREADY_EXISTS"
    case permissionDenied = "PERMISSION_DENIED"
    case resourceExhausted = "RESOURCE_EXHAUSTED"
    case failedPrecondition = "FAILED_PRECONDITION"
    case aborted = "ABORTED"
    case unknownMethod = "UNIMPLEMENTED"
    case internalError = "INTERNAL"
    case unavailable = "UNAVAILABLE"
    case unauthenticated = "UNAUTHENTICATED"
}
