internal import BasicContainers
internal import JSONModel

extension SchemaBuilder {
    /// `type`, `nullable`, `enum` and `const`.
    mutating func addValueRules(
        of source: SchemaSource, to rules: inout UniqueArray<SchemaRule>
    ) throws(SchemaCompileError) {
        if let value = source.object["type"] {
            var types = try types(of: value, in: source)
            // In 3.0 `nullable` widens a type that stands beside it, and has no effect alone.
            if dialect == .openAPI30, try source.bool("nullable") ?? false { types.insert(.null) }
            rules.append(.type(TypeRule(types: types, wantsPlainIntegers: dialect == .openAPI30)))
        } else if dialect == .openAPI30 {
            _ = try source.bool("nullable")
        }
        if let values = try source.array("enum") {
            // 2020-12 takes an empty list for one that allows nothing; in 3.0 it is malformed.
            guard !values.isEmpty || dialect != .openAPI30 else {
                throw source.error("enum", "'enum' must name at least one value")
            }
            try use.add(values: values.count, "enum", source)
            rules.append(.enumeration(EnumerationRule(values)))
        }
        if let value = source.object["const"] {
            try use.add(values: 1, "const", source)
            rules.append(.constant(ConstantRule(value)))
        }
    }

    private func types(of value: JSONValue, in source: SchemaSource) throws(SchemaCompileError) -> TypeRule.Types {
        switch value {
        case .string(let name):
            return try type(named: name, in: source)
        case .array(let names) where dialect != .openAPI30:
            guard !names.isEmpty else { throw source.error("type", "'type' must name at least one type") }
            var types: TypeRule.Types = []
            for case let item in names {
                guard case .string(let name) = item else { throw source.malformed("type", "names of types", value) }
                types.formUnion(try type(named: name, in: source))
            }
            return types
        case .null, .bool, .number, .array, .object:
            throw source.malformed(
                "type", dialect == .openAPI30 ? "a string" : "a string or an array of strings", value)
        }
    }

    private func type(named name: String, in source: SchemaSource) throws(SchemaCompileError) -> TypeRule.Types {
        guard let type = TypeRule.Types(named: name) else {
            throw source.error("type", "'\(name)' is no type of JSON Schema")
        }
        if type == .null, dialect == .openAPI30 {
            throw source.error("type", "'null' is no type of OpenAPI 3.0; 'nullable: true' beside a type allows null")
        }
        return type
    }

    /// `multipleOf` and the bounds.
    func addNumberRules(
        of source: SchemaSource, to rules: inout UniqueArray<SchemaRule>
    ) throws(SchemaCompileError) {
        if let divisor = try source.number("multipleOf") {
            guard divisor > JSONNumber(0) else { throw source.error("multipleOf", "'multipleOf' must be more than 0") }
            rules.append(.multipleOf(DivisorRule(divisor)))
        }
        try addBoundRules(of: source, plain: "minimum", exclusive: "exclusiveMinimum", isUpper: false, to: &rules)
        try addBoundRules(of: source, plain: "maximum", exclusive: "exclusiveMaximum", isUpper: true, to: &rules)
    }

    private func addBoundRules(
        of source: SchemaSource, plain: String, exclusive: String, isUpper: Bool,
        to rules: inout UniqueArray<SchemaRule>
    ) throws(SchemaCompileError) {
        let limit = try source.number(plain)
        switch dialect {
        case .openAPI30:
            let isExclusive = try source.bool(exclusive) ?? false
            if let limit {
                rules.append(
                    .bound(BoundRule(keyword: plain, limit: limit, isUpper: isUpper, isExclusive: isExclusive)))
            }
        case .openAPI31, .jsonSchema202012:
            if let limit {
                rules.append(.bound(BoundRule(keyword: plain, limit: limit, isUpper: isUpper, isExclusive: false)))
            }
            if let limit = try source.number(exclusive) {
                rules.append(.bound(BoundRule(keyword: exclusive, limit: limit, isUpper: isUpper, isExclusive: true)))
            }
        }
    }

    /// The lengths, `pattern` and `format`.
    mutating func addStringRules(
        of source: SchemaSource, to rules: inout UniqueArray<SchemaRule>
    ) throws(SchemaCompileError) {
        try addSizeRules(of: source, "minLength", "maxLength", .characters, to: &rules)
        if let text = try source.string("pattern") {
            rules.append(.pattern(try pattern("pattern", text, source)))
        }
        if let name = try source.string("format"), assertsFormat, let format = Format(rawValue: name) {
            rules.append(.format(format))
        }
    }

    /// The pattern of a keyword.
    mutating func pattern(
        _ keyword: String, _ text: String, _ source: SchemaSource
    ) throws(SchemaCompileError) -> Pattern {
        let pattern = try source.pattern(keyword, text, allowsBacktracking: options.allowsBacktracking)
        try use.add(pattern, keyword, source)
        return pattern
    }

    /// A pair of bounds on a number of things.
    func addSizeRules(
        of source: SchemaSource, _ lower: String, _ upper: String, _ unit: SizeRule.Unit,
        to rules: inout UniqueArray<SchemaRule>
    ) throws(SchemaCompileError) {
        if let limit = try source.count(lower) {
            rules.append(.size(SizeRule(keyword: lower, unit: unit, limit: limit, isUpper: false)))
        }
        if let limit = try source.count(upper) {
            rules.append(.size(SizeRule(keyword: upper, unit: unit, limit: limit, isUpper: true)))
        }
    }
}
