/// The stable reasons of every refusal (behaviour.md section 9.2): what programs branch on.
public enum ErrorReason: String, Sendable, CaseIterable {
    /// A field, label, parameter or spec breaks a rule.
    case validation = "HYPERFLEET-VAL-000"
    /// An update that asks for nothing.
    case badRequest = "HYPERFLEET-VAL-005"
    /// The bytes are no message of the method.
    case malformedRequest = "HYPERFLEET-VAL-006"
    /// A write without an identity where one is needed.
    case authenticationRequired = "HYPERFLEET-AUT-001"
    /// The caller may not do this.
    case permissionDenied = "HYPERFLEET-AUZ-001"
    /// No such method.
    case methodNotFound = "HYPERFLEET-NTF-000"
    /// No such resource, or not below that owner.
    case resourceNotFound = "HYPERFLEET-NTF-001"
    /// An active resource has the name already.
    case alreadyExists = "HYPERFLEET-CNF-001"
    /// `if_resource_version` or `if_generation` names an older state.
    case versionConflict = "HYPERFLEET-CNF-002"
    /// The resource's state forbids it: it is marked for deletion, or a name is ambiguous.
    case stateConflict = "HYPERFLEET-CNF-003"
    /// An idempotency key came with another request before.
    case idempotencyConflict = "HYPERFLEET-CNF-004"
    /// Conflicting transactions kept the call from being carried out; nothing was done.
    case concurrentChange = "HYPERFLEET-CNF-005"
    /// A limit on rate, number or room was reached.
    case limitReached = "HYPERFLEET-LMT-001"
    /// A defect of the server.
    case internalError = "HYPERFLEET-INT-001"
    /// The store failed in a way that it should not.
    case storeFailure = "HYPERFLEET-INT-002"
    /// The store is away for now.
    case unavailable = "HYPERFLEET-SVC-001"
    /// The deadline passed first.
    case deadlineExceeded = "HYPERFLEET-SVC-002"
    /// A streamed list was cut, and can be gone on with.
    case streamCut = "HYPERFLEET-SVC-004"
    /// The caller, or a deadline above it, gave the call up.
    case cancelled = "HYPERFLEET-SVC-003"
}
