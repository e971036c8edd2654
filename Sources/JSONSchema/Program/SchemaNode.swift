internal import BasicContainers
internal import JSONModel

/// One compiled schema.
struct SchemaNode: ~Copyable, Sendable {
    /// Where a schema stands.
    struct Origin: Sendable {
        /// Its place in the document.
        let pointer: JSONPointer
        /// The number of the resource that it belongs to.
        let resource: Int
    }

    let origin: Origin
    /// In the order in which they are checked and reported.
    let rules: UniqueArray<SchemaRule>
    /// Whether it is `writeOnly` or of format `password`: such values are never shown.
    let isSecret: Bool
    /// Whether a rule asks which members or items the other rules have looked at.
    let wantsEvaluated: Bool
    /// What people call it: its title, or its name among the components.
    let name: String?

    init(origin: Origin, rules: consuming UniqueArray<SchemaRule>, isSecret: Bool = false, name: String? = nil) {
        self.origin = origin
        self.isSecret = isSecret
        self.name = name
        var wantsEvaluated = false
        for place in rules.indices {
            switch rules[place] {
            case .unevaluatedItems: wantsEvaluated = true
            case .unevaluatedProperties: wantsEvaluated = true
            default: break
            }
        }
        self.wantsEvaluated = wantsEvaluated
        self.rules = rules
    }

    /// Whether it is the `false` schema.
    var isNever: Bool {
        guard rules.count > 0 else { return false }
        switch rules[0] {
        case .never: return true
        default: return false
        }
    }

    /// The schema that a reference leads to, where that is the first rule.
    var referenced: Int? {
        guard rules.count > 0 else { return nil }
        switch rules[0] {
        case .reference(let rule): return rule.schema
        default: return nil
        }
    }

    /// Where it stands in the document.
    var pointer: JSONPointer { origin.pointer }
}
