internal import JSONModel

/// One compiled schema.
final class SchemaNode: Sendable {
    /// Where it stands in the document.
    let pointer: JSONPointer
    /// The number of the resource that it belongs to.
    let resource: Int
    /// In the order in which they are checked and reported.
    let rules: [SchemaRule]
    /// Whether it is `writeOnly` or of format `password`: such values are never shown.
    let isSecret: Bool
    /// Whether a rule asks which members or items the other rules have looked at.
    let wantsEvaluated: Bool
    /// What people call it: its title, or its name among the components.
    let name: String?

    init(
        pointer: JSONPointer, resource: Int, rules: [SchemaRule], isSecret: Bool = false, name: String? = nil
    ) {
        self.pointer = pointer
        self.resource = resource
        self.rules = rules
        self.isSecret = isSecret
        self.name = name
        self.wantsEvaluated = rules.contains { rule in
            switch rule {
            case .unevaluatedItems, .unevaluatedProperties: true
            default: false
            }
        }
    }
}
