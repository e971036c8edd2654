internal import HyperFleetModel
internal import JSONModel

/// The rules of a report's form, which need no store (behaviour.md section 3.1, with D14 and design.md section 7).
enum ReportRules {
    static let maximumConditions = 100
    /// In bytes of UTF-8.
    static let maximumReasonLength = 1_024

    /// Checks everything that an adapter said at once.
    ///
    /// - Parameter requiredAdapters: Of the resource's kind: no other adapter may share a condition type with one.
    static func check(_ report: Report, requiredAdapters: [String]) throws(ServiceError) -> CheckedReport {
        var violations = adapterViolations(report.adapter, requiredAdapters: requiredAdapters)
        if report.observedGeneration < 1 {
            violations.append(
                Violation(
                    field: "observed_generation", rule: "range", message: "must be at least 1",
                    value: String(report.observedGeneration)))
        }
        violations += conditionViolations(report.conditions) + PreconditionRules.violations(report.preconditions)
        var data: JSONDocument? = .emptyObject
        if !report.data.isEmpty {
            data = JSONRules.object(report.data, field: "data", limits: .report, violations: &violations)
        }
        if let data { violations += sizeViolations(report.conditions, data: data) }
        guard violations.isEmpty, let data else { throw .invalid(violations) }
        return CheckedReport(
            adapter: report.adapter, observedGeneration: report.observedGeneration,
            observedTime: report.observedTime, conditions: report.conditions, data: data,
            preconditions: report.preconditions)
    }

    private static func adapterViolations(_ adapter: String, requiredAdapters: [String]) -> [Violation] {
        let violations = AdapterName.violations(of: adapter)
        guard violations.isEmpty, !requiredAdapters.contains(adapter) else { return violations }
        let type = AdapterName.conditionType(of: adapter)
        guard let other = requiredAdapters.first(where: { AdapterName.conditionType(of: $0) == type }) else {
            return []
        }
        return [
            Violation(
                field: "adapter", rule: "collision",
                message: "shares the condition type \(type) with the required adapter '\(other)'", value: adapter)
        ]
    }

    private static func conditionViolations(_ conditions: [AdapterCondition]) -> [Violation] {
        guard conditions.count <= maximumConditions else {
            return [
                Violation(
                    field: "conditions", rule: "max_items",
                    message: "must be at most \(maximumConditions), not \(conditions.count)")
            ]
        }
        var found: [Violation] = []
        var seen: Set<String> = []
        for (index, condition) in conditions.enumerated() {
            let field = "conditions[\(index)]"
            if condition.type.isEmpty {
                found.append(Violation(field: "\(field).type", rule: "required", message: "is required"))
            } else if !seen.insert(condition.type).inserted {
                found.append(
                    Violation(
                        field: "\(field).type", rule: "unique", message: "stands in the report twice",
                        value: ViolationValue.shown(condition.type)))
            }
            if condition.reason.utf8.count > maximumReasonLength {
                found.append(
                    Violation(
                        field: "\(field).reason", rule: "max_length",
                        message: "must be at most \(maximumReasonLength) bytes"))
            }
            let texts = [("type", condition.type), ("reason", condition.reason), ("message", condition.message)]
            for (name, text) in texts where text.utf8.contains(0) {
                found.append(Violation(field: "\(field).\(name)", rule: "nul", message: "must not contain NUL"))
            }
        }
        return found
    }

    private static func sizeViolations(_ conditions: [AdapterCondition], data: JSONDocument) -> [Violation] {
        let texts = conditions.reduce(0) {
            $0 + $1.type.utf8.count + $1.reason.utf8.count + $1.message.utf8.count
        }
        let size = texts + data.bytes.count
        guard size > JSONLimits.report.maxBytes else { return [] }
        return [
            Violation(
                field: "data", rule: "size",
                message: "has \(size) bytes together with the conditions' texts, more than "
                    + "\(JSONLimits.report.maxBytes)")
        ]
    }
}
