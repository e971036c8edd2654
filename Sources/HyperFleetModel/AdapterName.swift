/// The rules of adapters' names, and what a resource's condition about an adapter is called.
public enum AdapterName {
    /// In bytes.
    public static let maximumLength = 63

    /// What is wrong with `name`, the first broken rule only: `^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`, 1 to 63 bytes
    /// (behaviour.md D14).
    public static func violations(of name: String, field: String = "adapter") -> [Violation] {
        guard !name.isEmpty else {
            return [Violation(field: field, rule: "required", message: "is required")]
        }
        guard name.utf8.count <= maximumLength else {
            return [
                Violation(
                    field: field, rule: "max_length", message: "must be at most \(maximumLength) characters",
                    value: ViolationValue.shown(name))
            ]
        }
        guard ResourceName.hasNamePattern(name.utf8) else {
            return [
                Violation(
                    field: field, rule: "pattern", message: ResourceName.patternMessage,
                    value: ViolationValue.shown(name))
            ]
        }
        return []
    }

    /// The type of the condition that a resource has about `adapter`: `landing-zone` gives `LandingZoneSuccessful`.
    ///
    /// The name is split at hyphens, empty parts fall away, each part's first character is raised to upper case
    /// (behaviour.md section 4.7).
    public static func conditionType(of adapter: String) -> String {
        var type = ""
        for part in adapter.split(separator: "-") {
            type += part.prefix(1).uppercased()
            type += part.dropFirst()
        }
        return type + "Successful"
    }
}
