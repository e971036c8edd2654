internal import HyperFleetModel

/// What a force delete was asked for with.
struct ForceDeleteOrder: Sendable {
    /// The most characters of a reason.
    static let maximumReasonLength = 1_024

    var kind: ResourceKind
    var reason: String
    var preconditions: Preconditions
    var end: TransactionEnd
    var caller: String
    var claim: IdempotencyClaim?

    /// Checks everything that needs no store, at once.
    func check() throws(ServiceError) {
        var violations = CallerName.violations(of: caller) + PreconditionRules.violations(preconditions)
        if reason.allSatisfy(\.isWhitespace) {
            violations.append(
                Violation(field: "reason", rule: "required", message: "is required: say why it must go by force"))
        }
        let length = reason.unicodeScalars.count
        if length > Self.maximumReasonLength {
            violations.append(
                Violation(
                    field: "reason", rule: "max_length",
                    message: "must be at most \(Self.maximumReasonLength) characters, not \(length)"))
        }
        if reason.unicodeScalars.contains("\0") {
            violations.append(Violation(field: "reason", rule: "pattern", message: "must not hold a NUL character"))
        }
        guard violations.isEmpty else { throw .invalid(violations) }
    }
}
