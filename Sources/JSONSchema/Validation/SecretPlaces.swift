internal import JSONModel

/// The places of a value that a schema declares secret anywhere, in whatever branch.
///
/// They are found before anything is shown: a rule beside the declaration, in another part of an `allOf` say, must not
/// give the value away.
struct SecretPlaces {
    private let program: SchemaProgram
    private var places: Set<JSONPointer> = []
    /// Steps left to search; when they run out, everything is taken for secret.
    private var budget = 1_000_000
    /// How many searches are within each other; each takes stack, as in `ValidationRun`.
    private var depth = 0

    init(_ program: SchemaProgram, root: Int, value: JSONValue) {
        self.program = program
        search(root, value, [])
    }

    /// Whether the value at `path`, or one that it is part of, is secret.
    func contain(_ path: [String]) -> Bool {
        guard budget > 0 else { return true }
        guard !places.isEmpty else { return false }
        return (0...path.count).contains { places.contains(JSONPointer(Array(path.prefix($0)))) }
    }

    private mutating func search(_ number: Int, _ value: JSONValue, _ path: [String]) {
        budget = depth == SchemaLimits.deepestNesting ? 0 : budget - 1
        guard budget > 0 else { return }
        depth += 1
        defer { depth -= 1 }
        let node = program.nodes[number]
        if node.isSecret {
            places.insert(JSONPointer(path))
            return
        }
        for rule in node.rules {
            for next in rule.schemasOfSameValue(program.dynamicTargets) { search(next, value, path) }
            switch value {
            case .object(let object): searchMembers(of: object, rule, path)
            case .array(let items): searchItems(of: items, rule, path)
            case .null, .bool, .number, .string: break
            }
        }
    }

    private mutating func searchMembers(of object: JSONObject, _ rule: SchemaRule, _ path: [String]) {
        for (name, value) in object.members {
            switch rule {
            case .members(let rule):
                if let schema = rule.properties.schema(of: name) { search(schema, value, path + [name]) }
                for (_, schema) in rule.patterns { search(schema, value, path + [name]) }
                if case .schema(let schema) = rule.additional { search(schema, value, path + [name]) }
            case .unevaluatedProperties(let schema):
                search(schema, value, path + [name])
            default:
                return
            }
        }
    }

    private mutating func searchItems(of items: [JSONValue], _ rule: SchemaRule, _ path: [String]) {
        for (place, value) in items.enumerated() {
            switch rule {
            case .items(let rule):
                let schema = place < rule.prefix.count ? rule.prefix[place] : rule.rest
                if let schema { search(schema, value, path + [String(place)]) }
            case .contains(let rule):
                search(rule.schema, value, path + [String(place)])
            case .unevaluatedItems(let schema):
                search(schema, value, path + [String(place)])
            default:
                return
            }
        }
    }
}
