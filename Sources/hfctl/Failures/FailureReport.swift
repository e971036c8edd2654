internal import JSONModel
internal import RPCCore

/// A failure as it is said on standard error: sentences for people, one JSON object for programs.
struct FailureReport {
    private let failure: CommandFailure

    init(_ failure: CommandFailure) {
        self.failure = failure
    }

    func write(_ format: OutputFormat) {
        switch format {
        case .jsonl: Terminal.errors.write(json.description + "\n")
        case .json: Terminal.errors.write(JSONPrinter.text(of: json) + "\n")
        case .table, .yaml, .name: Terminal.errors.write(lines.map { $0 + "\n" }.joined())
        }
    }

    /// `error: NOT_FOUND HYPERFLEET-NTF-001: ...`, then a line for each violation and fact.
    var lines: [String] {
        var lines: [String] = []
        for item in failure.items {
            let subject = item.subject.map { "\($0): " } ?? ""
            let head = failure.exitCode == .usage ? item.error.message : item.error.description
            lines.append("error: \(subject)\(head)")
            lines += item.error.violations.map { "  \(Self.line(of: $0))" }
            lines += item.error.details.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
            if let wait = item.error.retryAfter { lines.append("  try again after \(DurationText.short(wait))") }
        }
        if let advice = failure.advice { lines.append(advice) }
        return lines.map(Terminal.onOneLine)
    }

    /// `spec/region: enum: must be one of ... (value: "mars")`
    private static func line(of violation: FieldViolation) -> String {
        let value = violation.value.map { " (value: \($0))" } ?? ""
        return "\(violation.field): \(violation.rule): \(violation.message)\(value)"
    }

    /// The first failure's members; with several resources, `failures` has them all.
    var json: JSONValue {
        var members = failure.items.first?.members ?? []
        if failure.items.count > 1 || failure.items.first?.subject != nil {
            members.append(("failures", .array(failure.items.map { .object(JSONObject($0.members)) })))
        }
        if let advice = failure.advice { members.append(("advice", .string(advice))) }
        return .object(JSONObject(members))
    }
}

extension CommandFailure.Item {
    /// As a JSON object's members, in the order that docs/hfctl.md gives.
    fileprivate var members: [(key: String, value: JSONValue)] {
        var members: [(key: String, value: JSONValue)] = []
        if let subject { members.append(("subject", .string(subject))) }
        members.append(("code", .string(error.code.name)))
        members.append(("reason", .string(error.reason)))
        members.append(("message", .string(error.message)))
        members.append(("retryable", .bool(error.isWorthRepeating)))
        if let wait = error.retryAfter { members.append(("retryAfter", .string(DurationText.short(wait)))) }
        members.append(("violations", .array(error.violations.map(\.json))))
        let details = error.details.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSONValue.string($0.value)) }
        members.append(("details", .object(JSONObject(details))))
        return members
    }
}

extension FieldViolation {
    fileprivate var json: JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("field", .string(field)), ("rule", .string(rule)), ("message", .string(message)),
        ]
        if let value { members.append(("value", .string(value))) }
        return .object(JSONObject(members))
    }
}

extension RPCError {
    /// Whether the same call may succeed later and cannot have been carried out already.
    fileprivate var isWorthRepeating: Bool {
        guard processed == .no else { return false }
        switch code {
        case .unavailable, .resourceExhausted, .deadlineExceeded: return true
        case .aborted: return retryAfter != nil
        case .ok, .cancelled, .unknown, .invalidArgument, .notFound, .alreadyExists, .permissionDenied,
            .failedPrecondition, .outOfRange, .unimplemented, .internalError, .dataLoss, .unauthenticated:
            return false
        }
    }
}
