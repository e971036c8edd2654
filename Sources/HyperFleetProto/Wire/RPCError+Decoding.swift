internal import HyperFleetModel
internal import RPCCore

extension RPCError {
    /// The bytes are no message of the type `name`.
    static func malformed(_ name: String, field: String, rule: String, message: String) -> RPCError {
        RPCError(
            .invalidArgument, reason: ErrorReason.malformedRequest.rawValue,
            message: field.isEmpty ? "not a \(name): \(message)" : "not a \(name): \(field): \(message)",
            violations: [FieldViolation(field: field, rule: rule, message: message)], processed: .no)
    }

    /// The message is well formed, but fields of it cannot mean anything.
    static func violations(_ violations: [FieldViolation], of name: String) -> RPCError {
        var message = "a field of \(name) breaks a rule"
        if let first = violations.first {
            message = "\(first.field) \(first.message)"
            if violations.count > 1 { message += " (and \(violations.count - 1) more)" }
        }
        return RPCError(
            .invalidArgument, reason: ErrorReason.validation.rawValue, message: message, violations: violations,
            processed: .no)
    }

    /// The system gave no memory.
    static func outOfMemory(reading name: String) -> RPCError {
        RPCError(
            .resourceExhausted, reason: ErrorReason.limitReached.rawValue, message: "no memory left to read a \(name)",
            processed: .no)
    }
}
