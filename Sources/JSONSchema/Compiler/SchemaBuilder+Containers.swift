internal import BasicContainers
internal import JSONModel

extension SchemaBuilder {
    /// The keywords of arrays, but for `unevaluatedItems`.
    mutating func addArrayRules(
        of source: SchemaSource, to rules: inout UniqueArray<SchemaRule>
    ) throws(SchemaCompileError) {
        try addSizeRules(of: source, "minItems", "maxItems", .items, to: &rules)
        if try source.bool("uniqueItems") ?? false { rules.append(.uniqueItems) }
        let prefix = try schemas(of: source, "prefixItems") ?? []
        let rest = source.object["items"].map { number(of: $0, at: source.pointer.appending("items")) }
        if !prefix.isEmpty || rest != nil { rules.append(.items(ItemsRule(prefix: prefix, rest: rest))) }
        let minimum = try source.count("minContains")
        let maximum = try source.count("maxContains")
        if let schema = source.object["contains"] {
            let schema = number(of: schema, at: source.pointer.appending("contains"))
            rules.append(.contains(ContainsRule(schema: schema, minimum: minimum ?? 1, maximum: maximum)))
        }
    }

    /// The keywords of objects, but for `unevaluatedProperties`.
    mutating func addObjectRules(
        of source: SchemaSource, to rules: inout UniqueArray<SchemaRule>
    ) throws(SchemaCompileError) {
        if let names = try requiredNames(of: source), !names.isEmpty { rules.append(.required(RequiredNames(names))) }
        try addSizeRules(of: source, "minProperties", "maxProperties", .members, to: &rules)
        if let schema = source.object["propertyNames"] {
            rules.append(.propertyNames(number(of: schema, at: source.pointer.appending("propertyNames"))))
        }
        if let members = try membersRule(of: source) { rules.append(.members(members)) }
        if let dependents = try source.members("dependentRequired") {
            var list: [DependentMembers] = []
            for (trigger, names) in dependents {
                list.append(
                    DependentMembers(
                        keyword: "dependentRequired", trigger: MemberName(trigger),
                        required: RequiredNames(try source.strings("dependentRequired", names))))
            }
            rules.append(.dependentRequired(list))
        }
        if let dependents = try source.members("dependentSchemas") {
            rules.append(.dependentSchemas(dependentSchemas(dependents, source.pointer.appending("dependentSchemas"))))
        }
        if dialect != .openAPI30, let dependents = try source.members("dependencies") {
            try addDependencies(dependents, of: source, to: &rules)
        }
    }

    private mutating func dependentSchemas(
        _ dependents: [JSONObject.Member], _ pointer: JSONPointer
    ) -> [DependentSchema] {
        dependents.map { member in
            DependentSchema(
                trigger: MemberName(member.key), schema: number(of: member.value, at: pointer.appending(member.key)))
        }
    }

    /// The keyword of earlier drafts that 2020-12 keeps for compatibility: names or a schema for each trigger.
    private mutating func addDependencies(
        _ dependents: [JSONObject.Member], of source: SchemaSource, to rules: inout UniqueArray<SchemaRule>
    ) throws(SchemaCompileError) {
        var names: [DependentMembers] = []
        var schemas: [JSONObject.Member] = []
        for (trigger, value) in dependents {
            if case .array = value {
                names.append(
                    DependentMembers(
                        keyword: "dependencies", trigger: MemberName(trigger),
                        required: RequiredNames(try source.strings("dependencies", value))))
            } else {
                schemas.append((trigger, value))
            }
        }
        if !names.isEmpty { rules.append(.dependentRequired(names)) }
        guard !schemas.isEmpty else { return }
        rules.append(.dependentSchemas(dependentSchemas(schemas, source.pointer.appending("dependencies"))))
    }

    private func requiredNames(of source: SchemaSource) throws(SchemaCompileError) -> [String]? {
        guard let names = try source.strings("required") else { return nil }
        guard dialect == .openAPI30, let direction = options.direction,
            let properties = try source.members("properties")
        else { return names }
        // In 3.0 a required member that is readOnly is required of answers only, a writeOnly one of requests only.
        let keyword =
            switch direction {
            case .request: "readOnly"
            case .response: "writeOnly"
            }
        let absent = Set(properties.filter { has(keyword, $0.value) }.map { JSONKey($0.key) })
        return names.filter { !absent.contains(JSONKey($0)) }
    }

    /// Whether a schema, or the one that it refers to, sets this keyword.
    private func has(_ keyword: String, _ schema: JSONValue) -> Bool {
        var schema = schema
        // A chain of references longer than this is refused elsewhere.
        for _ in 0..<InPlaceCheck.deepestChain {
            guard case .string(let target)? = schema["$ref"], target.utf8.first == UInt8(ascii: "#"),
                let next = JSONPointer(parsing: String(target.dropFirst()))?.value(
                    in: resources.documents[current.document])
            else { break }
            schema = next
        }
        return schema[keyword] == .bool(true)
    }

    private mutating func membersRule(of source: SchemaSource) throws(SchemaCompileError) -> MembersRule? {
        let keywords = ["properties", "patternProperties", "additionalProperties"]
        guard keywords.contains(where: { source.object[$0] != nil }) else { return nil }
        var properties: [(name: String, schema: Int)] = []
        for (name, schema) in try source.members("properties") ?? [] {
            let pointer = source.pointer.appending("properties").appending(name)
            properties.append((name, number(of: schema, at: pointer)))
        }
        var patterns: [(pattern: Pattern, schema: Int)] = []
        for (text, schema) in try source.members("patternProperties") ?? [] {
            let pointer = source.pointer.appending("patternProperties").appending(text)
            let pattern = try pattern("patternProperties", text, source)
            patterns.append((pattern, number(of: schema, at: pointer)))
        }
        return MembersRule(
            properties: NameTable(properties.map { ($0.name, $0.schema) }), patterns: patterns,
            additional: additionalMembers(of: source),
            names: properties.map(\.name))
    }

    private mutating func additionalMembers(of source: SchemaSource) -> MembersRule.Additional {
        switch source.object["additionalProperties"] {
        case nil, .bool(true): .anything
        case .bool(false): .nothing
        case let schema?: .schema(number(of: schema, at: source.pointer.appending("additionalProperties")))
        }
    }

    /// The schemas of an array of schemas.
    mutating func schemas(of source: SchemaSource, _ keyword: String) throws(SchemaCompileError) -> [Int]? {
        guard let schemas = try source.array(keyword) else { return nil }
        guard !schemas.isEmpty else { throw source.error(keyword, "'\(keyword)' must have at least one schema") }
        let pointer = source.pointer.appending(keyword)
        return schemas.enumerated().map { place, schema in number(of: schema, at: pointer.appending(place)) }
    }
}
