internal import JSONModel

/// Compiles the schemas that one schema reaches, one after the other; nothing here recurses.
struct SchemaBuilder {
    let document: JSONValue
    let dialect: SchemaDialect
    /// Whether patterns may be such as no automaton matches.
    let allowsBacktracking: Bool
    /// The compiled schemas; complete when `build` has returned.
    private(set) var nodes: [SchemaNode] = []
    private var numbers: [JSONPointer: Int] = [:]
    private var waiting: [(pointer: JSONPointer, schema: JSONValue)] = []

    init(document: JSONValue, dialect: SchemaDialect, allowsBacktracking: Bool) {
        self.document = document
        self.dialect = dialect
        self.allowsBacktracking = allowsBacktracking
    }

    /// Compiles the schema at `pointer` and all that it reaches; answers its number.
    mutating func build(from pointer: JSONPointer) throws(SchemaCompileError) -> Int {
        guard let schema = pointer.value(in: document) else {
            throw SchemaCompileError(pointer: pointer, keyword: nil, message: "the document has no schema here")
        }
        let root = number(of: schema, at: pointer)
        while nodes.count < waiting.count {
            let (pointer, schema) = waiting[nodes.count]
            nodes.append(try node(of: schema, at: pointer))
        }
        try InPlaceCheck.check(nodes)
        return root
    }

    /// The number of the schema at a place, which is compiled when its turn comes.
    mutating func number(of schema: JSONValue, at pointer: JSONPointer) -> Int {
        if let number = numbers[pointer] { return number }
        let number = waiting.count
        numbers[pointer] = number
        waiting.append((pointer, schema))
        return number
    }

    private mutating func node(of schema: JSONValue, at pointer: JSONPointer) throws(SchemaCompileError) -> SchemaNode {
        switch schema {
        case .object(let object):
            var source = SchemaSource(object: object, pointer: pointer)
            if dialect == .openAPI30, object["$ref"] != nil {
                // In 3.0 a reference stands alone: what is written beside it does not count.
                source = SchemaSource(object: JSONObject(object.members.filter { $0.key == "$ref" }), pointer: pointer)
            }
            try checkKeywords(of: source)
            let rules = try rules(of: source)
            return SchemaNode(
                pointer: pointer, rules: rules, isSecret: try isSecret(source), name: name(of: source))
        case .bool(let isAllowed) where dialect == .openAPI31:
            return SchemaNode(pointer: pointer, rules: isAllowed ? [] : [.never])
        case .null, .bool, .number, .string, .array:
            throw SchemaCompileError(
                pointer: pointer, keyword: nil, message: "a schema is an object here, not \(Wording.kind(of: schema))")
        }
    }

    private func checkKeywords(of source: SchemaSource) throws(SchemaCompileError) {
        for keyword in source.object.keys {
            if case .refused(let message) = KeywordTable.standing(of: keyword, in: dialect) {
                throw source.error(keyword, message)
            }
        }
        if dialect == .openAPI31, let schema = try source.string("$schema"), !Self.knownMetaschemas.contains(schema) {
            throw source.error("$schema", "the schema language '\(schema)' is not supported")
        }
    }

    private static let knownMetaschemas = [
        "https://json-schema.org/draft/2020-12/schema", "https://json-schema.org/draft/2020-12/schema#",
        "https://spec.openapis.org/oas/3.1/dialect/base",
    ]

    /// In the order in which they are checked: what a value is, then what it holds, then combinations.
    private mutating func rules(of source: SchemaSource) throws(SchemaCompileError) -> [SchemaRule] {
        var rules: [SchemaRule] = []
        if let target = try source.string("$ref") { rules.append(.reference(try resolve(target, in: source))) }
        rules += try valueRules(of: source)
        rules += try numberRules(of: source)
        rules += try stringRules(of: source)
        rules += try arrayRules(of: source)
        rules += try objectRules(of: source)
        rules += try combinationRules(of: source)
        if let schema = source.object["unevaluatedItems"] {
            rules.append(.unevaluatedItems(number(of: schema, at: source.pointer.appending("unevaluatedItems"))))
        }
        if let schema = source.object["unevaluatedProperties"] {
            let pointer = source.pointer.appending("unevaluatedProperties")
            rules.append(.unevaluatedProperties(number(of: schema, at: pointer)))
        }
        return rules
    }

    private func isSecret(_ source: SchemaSource) throws(SchemaCompileError) -> Bool {
        let isWriteOnly = try source.bool("writeOnly") ?? false
        let format = try source.string("format")
        return isWriteOnly || format == "password"
    }

    private func name(of source: SchemaSource) -> String? {
        if case .string(let title)? = source.object["title"] { return title }
        let tokens = source.pointer.tokens
        let isNamed = tokens.count > 1 && ["schemas", "$defs", "definitions"].contains(tokens[tokens.count - 2])
        return isNamed ? tokens.last : nil
    }
}
