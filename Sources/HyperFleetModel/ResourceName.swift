/// The rules of resources' names (behaviour.md section 1.5, design.md section 7).
public enum ResourceName {
    static let patternMessage =
        "must start and end with lowercase letter or number, and contain only lowercase letters, numbers, and hyphens"

    /// The least and most bytes that a name of `kind` has.
    public static func lengths(of kind: ResourceKind) -> ClosedRange<Int> {
        switch kind {
        case .cluster: 3...53
        case .nodePool: 3...15
        }
    }

    /// What is wrong with a new resource's name: the first broken rule, or nothing.
    ///
    /// In this order: present, long enough, short enough, `^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`, not in UUID form (text
    /// in that form is always an id).
    public static func violations(of name: String, kind: ResourceKind) -> [Violation] {
        violations(of: name, lengths: lengths(of: kind))
    }

    /// As `violations(of:kind:)`, with lengths in bytes of one's own.
    package static func violations(of name: String, lengths: ClosedRange<Int>) -> [Violation] {
        let length = name.utf8.count
        if name.isEmpty { return violation("required", "is required", nil) }
        if length < lengths.lowerBound {
            return violation("min_length", "must be at least \(lengths.lowerBound) characters", name)
        }
        if length > lengths.upperBound {
            return violation("max_length", "must be at most \(lengths.upperBound) characters", name)
        }
        if !hasNamePattern(name.utf8) { return violation("pattern", patternMessage, name) }
        return formViolations(of: name)
    }

    /// What is wrong with a name that only points at a resource: it is empty, or a UUID, which means an id.
    public static func referenceViolations(of name: String, field: String = "name") -> [Violation] {
        if name.isEmpty { return violation("required", "is required", nil, field: field) }
        return formViolations(of: name, field: field)
    }

    /// Whether a stored resource can have the name `text`, whatever the limits on its length are or were.
    package static func isPossible(_ text: String) -> Bool {
        hasNamePattern(text.utf8)
    }

    /// Whether `text` matches `^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`.
    static func hasNamePattern(_ text: some Collection<UInt8>) -> Bool {
        var last: UInt8?
        for byte in text {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case UInt8(ascii: "-"): if last == nil { return false }
            default: return false
            }
            last = byte
        }
        return last != nil && last != UInt8(ascii: "-")
    }

    private static func formViolations(of name: String, field: String = "name") -> [Violation] {
        guard ResourceID(name) != nil else { return [] }
        return violation("not_uuid", "must not have the form of a UUID, which is read as an id", name, field: field)
    }

    private static func violation(
        _ rule: String, _ message: String, _ name: String?, field: String = "name"
    ) -> [Violation] {
        [Violation(field: field, rule: rule, message: message, value: name.map(ViolationValue.shown))]
    }
}
