internal import BasicContainers
internal import JSONModel

extension SchemaBuilder {
    /// `allOf`, `anyOf`, `oneOf`, `not`, and `if` with its two.
    mutating func addCombinationRules(
        of source: SchemaSource, to rules: inout UniqueArray<SchemaRule>
    ) throws(SchemaCompileError) {
        if let parts = try schemas(of: source, "allOf") { rules.append(.allOf(parts)) }
        for keyword in ["anyOf", "oneOf"] {
            guard let branches = try schemas(of: source, keyword) else { continue }
            let rule = BranchesRule(branches: branches, discriminator: try discriminator(of: source, keyword))
            if keyword == "anyOf" { rules.append(.anyOf(rule)) } else { rules.append(.oneOf(rule)) }
        }
        if let schema = source.object["not"] {
            rules.append(.not(number(of: schema, at: source.pointer.appending("not"))))
        }
        // `then` and `else` without `if` say nothing, and are still looked at.
        let condition = source.object["if"].map { number(of: $0, at: source.pointer.appending("if")) }
        let then = source.object["then"].map { number(of: $0, at: source.pointer.appending("then")) }
        let otherwise = source.object["else"].map { number(of: $0, at: source.pointer.appending("else")) }
        if let condition {
            rules.append(.condition(ConditionRule(condition: condition, then: then, otherwise: otherwise)))
        }
        if source.object["oneOf"] == nil, source.object["anyOf"] == nil { _ = try discriminatorProperty(of: source) }
    }

    private func discriminatorProperty(of source: SchemaSource) throws(SchemaCompileError) -> String? {
        guard let value = source.object["discriminator"] else { return nil }
        guard case .object = value else { throw source.malformed("discriminator", "an object", value) }
        guard case .string(let property)? = value["propertyName"] else {
            throw source.error("discriminator", "'discriminator' must have a 'propertyName'")
        }
        return property
    }

    private func discriminator(
        of source: SchemaSource, _ keyword: String
    ) throws(SchemaCompileError) -> Discriminator? {
        guard let property = try discriminatorProperty(of: source), case .array(let schemas)? = source.object[keyword]
        else { return nil }
        var branches: [JSONKey: Int] = [:]
        for (place, schema) in schemas.enumerated() {
            guard case .string(let target)? = schema["$ref"] else { continue }
            if let name = JSONPointer(parsing: String(target.drop { $0 == "#" }))?.tokens.last {
                branches[JSONKey(name)] = place
            }
        }
        let places = branches
        if case .object(let mapping)? = source.object["discriminator"]?["mapping"] {
            for (value, target) in mapping.members {
                guard case .string(let target) = target else {
                    throw source.error("discriminator", "the discriminator's mapping of '\(value)' must be a string")
                }
                // A target is a reference or the bare name of a component.
                let name = JSONPointer(parsing: String(target.drop { $0 == "#" }))?.tokens.last ?? target
                if let place = places[JSONKey(name)] { branches[JSONKey(value)] = place }
            }
        }
        return Discriminator(
            property: MemberName(property), branches: NameTable(branches.map { ($0.key.text, $0.value) }),
            decides: dialect == .openAPI30)
    }
}
