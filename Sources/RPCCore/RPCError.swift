/// Why a call failed: everything an END frame's status carries.
public struct RPCError: Error, Sendable, Hashable {
    /// The canonical code; never `ok`.
    public var code: StatusCode
    /// A stable reason for programs, such as `HYPERFLEET-VAL-000`; empty where the code says it all.
    public var reason: String
    /// What happened and what would help, for people.
    public var message: String
    /// Every broken rule, in the order found.
    public var violations: [FieldViolation]
    /// Further facts for programs by name, such as `resource_version` of a conflict.
    public var details: [String: String]
    /// How long to wait before a repeat, when the server knows.
    public var retryAfter: Duration?
    /// Whether the call may have had an effect.
    public var processed: Processed

    /// A failure with `code`; `processed` is `maybe` until somebody knows better.
    public init(
        _ code: StatusCode, reason: String = "", message: String, violations: [FieldViolation] = [],
        details: [String: String] = [:], retryAfter: Duration? = nil, processed: Processed = .maybe
    ) {
        self.code = code
        self.reason = reason
        self.message = message
        self.violations = violations
        self.details = details
        self.retryAfter = retryAfter
        self.processed = processed
    }
}

extension RPCError: CustomStringConvertible {
    /// `NOT_FOUND HYPERFLEET-NTF-001: no Cluster with the name 'a'`
    public var description: String {
        let head = reason.isEmpty ? code.name : "\(code.name) \(reason)"
        return message.isEmpty ? head : "\(head): \(message)"
    }
}
