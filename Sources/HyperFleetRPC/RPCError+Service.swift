package import HyperFleetModel
package import HyperFleetService
package import RPCCore

extension RPCError {
    /// What the peer is told of a refusal of the service; one of the four doorways of design.md section 4.
    package init(_ error: ServiceError) {
        self.init(
            StatusCode(error.reason.code), reason: error.reason.rawValue, message: error.message,
            violations: error.violations.map(FieldViolation.init), details: error.details,
            retryAfter: error.retryAfter, processed: Processed(error.processed))
    }
}

extension StatusCode {
    /// The number of a canonical code.
    package init(_ code: CanonicalCode) {
        switch code {
        case .cancelled: self = .cancelled
        case .invalidArgument: self = .invalidArgument
        case .deadlineExceeded: self = .deadlineExceeded
        case .notFound: self = .notFound
        case .alreadyExists: self = .alreadyExists
        case .permissionDenied: self = .permissionDenied
        case .resourceExhausted: self = .resourceExhausted
        case .failedPrecondition: self = .failedPrecondition
        case .aborted: self = .aborted
        case .unknownMethod: self = .unimplemented
        case .internalError: self = .internalError
        case .unavailable: self = .unavailable
        case .unauthenticated: self = .unauthenticated
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
