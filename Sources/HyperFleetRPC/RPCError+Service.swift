package import HyperFleetModel
package import HyperFleetService
package import RPCCore

extension RPCError {
    /// What the peer is told of a refusal of the service; one of the four doorways of design.md section 4.
    package init(_ error: ServiceError) {
        self.init(
            StatusCode(error.reason), reason: error.reason.rawValue, message: error.message,
            violations: error.violations.map(FieldViolation.init), details: error.details,
            retryAfter: error.retryAfter, processed: Processed(error.processed))
    }
}

extension StatusCode {
    /// The canonical code of a reason (behaviour.md section 9.2).
    package init(_ reason: ErrorReason) {
        switch reason {
        case .validation, .badRequest, .malformedRequest, .idempotencyConflict: self = .invalidArgument
        case .authenticationRequired: self = .unauthenticated
        case .permissionDenied: self = .permissionDenied
        case .methodNotFound: self = .unimplemented
        case .resourceNotFound: self = .notFound
        case .alreadyExists: self = .alreadyExists
        case .versionConflict, .concurrentChange: self = .aborted
        case .stateConflict: self = .failedPrecondition
        case .limitReached: self = .resourceExhausted
        case .internalError, .storeFailure: self = .internalError
        case .unavailable: self = .unavailable
        case .deadlineExceeded: self = .deadlineExceeded
        case .cancelled: self = .cancelled
        }
    }
}

extension Processed {
    /// Whether a refused or failed call may have had an effect.
    package init(_ processed: StoreError.Processedness) {
        switch processed {
        case .no: self = .no
        case .maybe: self = .maybe
        }
    }
}

extension FieldViolation {
    /// A broken rule as it travels.
    package init(_ violation: Violation) {
        self.init(
            field: violation.field, rule: violation.rule, message: violation.message, value: violation.value)
    }
}
