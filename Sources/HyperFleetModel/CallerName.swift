/// The rules of a caller's name as audit fields carry it.
public enum CallerName {
    /// In bytes of UTF-8.
    public static let maximumLength = 256

    /// What is wrong with a caller's name: 1 to 256 bytes, no control characters (design.md section 7).
    public static func violations(of name: String, field: String = "caller") -> [Violation] {
        if name.isEmpty {
            return [Violation(field: field, rule: "required", message: "must not be empty")]
        }
        if name.utf8.count > maximumLength {
            return [
                Violation(
                    field: field, rule: "max_length", message: "must be at most \(maximumLength) bytes",
                    value: ViolationValue.shown(name))
            ]
        }
        if name.unicodeScalars.contains(where: ViolationValue.isControl) {
            return [
                Violation(
                    field: field, rule: "pattern", message: "must not contain control characters",
                    value: ViolationValue.shown(name))
            ]
        }
        return []
    }
}
