/// How an update changes labels (behaviour.md D12).
public enum LabelChange: Sendable, Hashable {
    /// All labels are replaced; empty ones remove them.
    case replace(Labels)
    /// Single labels are set and removed, the others stay; a key that is not there is removed without an error.
    case edit(set: Labels, unset: [String])
}

extension LabelChange {
    /// Every rule that the change breaks by itself; whether the result is too large shows against the stored labels.
    public var violations: [Violation] {
        switch self {
        case .replace(let labels):
            return labels.violations
        case .edit(let set, let unset):
            var found = set.violations
            if unset.count > Labels.maximumCount {
                found.append(
                    Violation(
                        field: "label_changes.unset", rule: "max_items",
                        message: "must be at most \(Labels.maximumCount) keys, not \(unset.count)"))
            }
            for key in unset.sorted() where set.entries[key] != nil {
                found.append(
                    Violation(
                        field: "label_changes.unset", rule: "conflict", message: "removes a key that is also set",
                        value: ViolationValue.shown(key)))
            }
            return found
        }
    }

    /// The labels as the change leaves them.
    public func applied(to labels: Labels) -> Labels {
        switch self {
        case .replace(let new):
            return new
        case .edit(let set, let unset):
            var entries = labels.entries.merging(set.entries) { _, new in new }
            for key in unset { entries[key] = nil }
            return Labels(entries)
        }
    }
}
