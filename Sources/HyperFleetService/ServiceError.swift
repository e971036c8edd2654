package import HyperFleetModel

/// Why the rules refuse a call, or could not carry it out.
package struct ServiceError: Error, Sendable {
    /// What happened, in the catalogue's terms.
    package var reason: ErrorReason
    /// For people: what was wrong and what would help.
    package var message: String
    package var violations: [Violation]
    /// Further facts for programs, such as the current `resource_version` and `generation` of a conflict.
    package var details: [String: String]
    package var retryAfter: Duration?
    /// Whether the call may have had an effect; refusals have none.
    package var processed: StoreError.Processedness
    /// For the server's log only, never for the peer; empty where `message` says it all.
    package var logMessage = ""

    package init(
        _ reason: ErrorReason, _ message: String, violations: [Violation] = [], details: [String: String] = [:],
        retryAfter: Duration? = nil, processed: StoreError.Processedness = .no
    ) {
        self.reason = reason
        self.message = message
        self.violations = violations
        self.details = details
        self.retryAfter = retryAfter
        self.processed = processed
    }
}
