internal import BasicContainers
internal import JSONModel

/// Compiles the schemas that one schema reaches, one after the other; nothing here recurses.
struct SchemaBuilder: ~Copyable {
    let dialect: SchemaDialect
    let options: SchemaOptions
    /// Whether `format` is checked in the schema at hand.
    private(set) var assertsFormat = true
    private(set) var resources = SchemaResources()
    /// The document and resource of the schema at hand.
    private(set) var current = (document: 0, resource: 0)
    /// The compiled schemas; complete when `build` has returned.
    private(set) var nodes = UniqueArray<SchemaNode>()
    /// As in `SchemaProgram`.
    private(set) var dynamicTargets: [[Int: Int]] = []
    private var dynamicNames: [String] = []
    private var numbers: [SchemaPlace: Int] = [:]
    /// What counts towards the limits.
    var use: SchemaUse
    private var waiting: [(place: SchemaPlace, schema: JSONValue)] = []

    init(dialect: SchemaDialect, options: SchemaOptions) {
        self.dialect = dialect
        self.options = options
        use = SchemaUse(options.limits)
    }

    /// Takes in the documents and finds the names in them; 3.0 has no names, only places.
    mutating func read(
        _ document: JSONValue, uri: String, _ others: [String: JSONValue], from pointer: JSONPointer
    ) throws(SchemaCompileError) {
        let main = resources.add(document: document, uri: uri)
        let rest = others.sorted { $0.key < $1.key }.map { resources.add(document: $0.value, uri: $0.key) }
        guard dialect != .openAPI30 else { return }
        try resources.scan(from: SchemaPlace(document: main, pointer: pointer))
        let components = JSONPointer(["components", "schemas"])
        if dialect == .openAPI31, case .object(let schemas)? = components.value(in: document) {
            for name in schemas.keys {
                try resources.scan(from: SchemaPlace(document: main, pointer: components.appending(name)))
            }
        }
        for number in rest { try resources.scan(from: SchemaPlace(document: number, pointer: .root)) }
    }

    /// Compiles the schema at `pointer` of the first document and all that it reaches; answers its number.
    mutating func build(from pointer: JSONPointer) throws(SchemaCompileError) -> Int {
        let place = SchemaPlace(document: 0, pointer: pointer)
        guard let schema = pointer.value(in: resources.documents[0]) else {
            throw SchemaCompileError(pointer: pointer, keyword: nil, message: "the document has no schema here")
        }
        let root = number(of: schema, at: place)
        repeat {
            while nodes.count < waiting.count {
                let (place, schema) = waiting[nodes.count]
                current = (place.document, resources.resource(around: place))
                do throws(SchemaCompileError) {
                    let node = try node(of: schema, at: place.pointer)
                    nodes.append(node)
                    try use.check(schemas: waiting.count, at: place.pointer)
                } catch {
                    var placed = error
                    placed.document = resources.uri(ofDocument: place.document)
                    throw placed
                }
            }
            addDynamicTargets()
        } while nodes.count < waiting.count
        try InPlaceCheck.check(nodes, dynamicTargets)
        return root
    }

    /// The program of what has been built.
    consuming func program() -> SchemaProgram {
        let (resources, targets, limits) = (resources, dynamicTargets, options.limits)
        return SchemaProgram(
            nodes: nodes, resources: resources.resources.map(ResourceName.init), dynamicTargets: targets, limits: limits
        )
    }

    /// The number of the schema at a place, which is compiled when its turn comes.
    mutating func number(of schema: JSONValue, at place: SchemaPlace) -> Int {
        if let number = numbers[place] { return number }
        let number = waiting.count
        numbers[place] = number
        waiting.append((place, schema))
        return number
    }

    /// The number of a schema of the document at hand.
    mutating func number(of schema: JSONValue, at pointer: JSONPointer) -> Int {
        number(of: schema, at: SchemaPlace(document: current.document, pointer: pointer))
    }

    /// The place of a name among the `dynamicTargets`.
    mutating func dynamicName(_ name: String) -> Int {
        if let number = dynamicNames.firstIndex(of: name) { return number }
        dynamicNames.append(name)
        dynamicTargets.append([:])
        return dynamicNames.count - 1
    }

    /// Has every schema compiled that a dynamic reference can lead to from the resources reached so far.
    private mutating func addDynamicTargets() {
        guard !dynamicNames.isEmpty else { return }
        var reached: Set<Int> = []
        for number in nodes.indices { reached.insert(nodes[number].origin.resource) }
        for resource in reached.sorted() {
            let known = resources.resources[resource]
            for (place, name) in dynamicNames.enumerated() where known.dynamicAnchors.contains(name) {
                let document = known.place.document
                guard let pointer = known.anchors[name], let schema = pointer.value(in: resources.documents[document])
                else { continue }
                dynamicTargets[place][resource] =
                    number(of: schema, at: SchemaPlace(document: document, pointer: pointer))
            }
        }
    }

    private mutating func node(of schema: JSONValue, at pointer: JSONPointer) throws(SchemaCompileError) -> SchemaNode {
        let origin = SchemaNode.Origin(pointer: pointer, resource: current.resource)
        switch schema {
        case .object(let object):
            let source = try counting(SchemaSource(object: object, pointer: pointer))
            try checkKeywords(of: source)
            let isSecret = try isSecret(source)
            let rules = try rules(of: source)
            return SchemaNode(origin: origin, rules: rules, isSecret: isSecret, name: name(of: source))
        case .bool(let isAllowed) where dialect != .openAPI30:
            var rules = UniqueArray<SchemaRule>()
            if !isAllowed { rules.append(.never) }
            return SchemaNode(origin: origin, rules: rules)
        case .null, .bool, .number, .string, .array:
            throw SchemaCompileError(
                pointer: pointer, keyword: nil, message: "a schema is an object here, not \(Wording.kind(of: schema))")
        }
    }

    /// The schema with the keywords that count, in the language of its resource.
    private mutating func counting(_ source: SchemaSource) throws(SchemaCompileError) -> SchemaSource {
        if dialect == .openAPI30 {
            assertsFormat = options.assertsFormat ?? true
            guard source.object["$ref"] != nil else {
                guard !options.refusesLaterKeywords else { return source }
                return source.keeping { !KeywordTable.isLaterThan30($0) }
            }
            // In 3.0 a reference stands alone: what is written beside it does not count.
            return source.keeping { $0 == "$ref" }
        }
        let name = try source.string("$schema") ?? resources.resources[current.resource].language
        let metaschema = name.flatMap { resources.resource(named: $0) }
            .map { resources.documents[resources.resources[$0].place.document] }
        guard let language = SchemaLanguage(named: name, in: dialect, metaschema: metaschema) else {
            throw source.error("$schema", "the schema language '\(name ?? "")' is not supported")
        }
        assertsFormat = options.assertsFormat ?? language.assertsFormat
        guard source.object.keys.contains(where: language.ignored.contains) else { return source }
        return source.keeping { !language.ignored.contains($0) }
    }

    private func checkKeywords(of source: SchemaSource) throws(SchemaCompileError) {
        for keyword in source.object.keys {
            if case .refused(let message) = KeywordTable.standing(of: keyword, in: dialect) {
                throw source.error(keyword, message)
            }
        }
    }

    /// In the order in which they are checked: what a value is, then what it holds, then combinations.
    private mutating func rules(of source: SchemaSource) throws(SchemaCompileError) -> UniqueArray<SchemaRule> {
        var rules = UniqueArray<SchemaRule>()
        if let target = try source.string("$ref") {
            rules.append(.reference(ReferenceRule(keyword: "$ref", schema: try resolve(target, in: source))))
        }
        if let target = try source.string("$dynamicRef") { rules.append(try dynamicRule(target, in: source)) }
        try addValueRules(of: source, to: &rules)
        try addNumberRules(of: source, to: &rules)
        try addStringRules(of: source, to: &rules)
        try addArrayRules(of: source, to: &rules)
        try addObjectRules(of: source, to: &rules)
        try addCombinationRules(of: source, to: &rules)
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
