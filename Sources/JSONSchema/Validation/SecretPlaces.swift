internal import BasicContainers
internal import JSONModel

/// The places of a value that a schema declares secret anywhere, in whatever branch.
///
/// They are found before anything is shown: a rule beside the declaration, in another part of an `allOf` say, must not
/// give the value away.
struct SecretPlaces {
    private let program: SchemaProgram
    private let parts: JSONParts
    private var places: Set<JSONPointer> = []
    /// Steps left to search; when they run out, everything is taken for secret.
    private var budget = 1_000_000
    /// How many searches are within each other; each takes stack, as in `ValidationRun`.
    private var depth = 0

    init(_ program: SchemaProgram, root: Int, parts: JSONParts) {
        self.program = program
        self.parts = parts
        search(root, .root, [])
    }

    /// Whether the value at `path`, or one that it is part of, is secret.
    func contain(_ path: [String]) -> Bool {
        guard budget > 0 else { return true }
        guard !places.isEmpty else { return false }
        return (0...path.count).contains { places.contains(JSONPointer(Array(path.prefix($0)))) }
    }

    private mutating func search(_ number: Int, _ value: JSONPart, _ path: [String]) {
        budget = depth == SchemaLimits.deepestNesting ? 0 : budget - 1
        guard budget > 0 else { return }
        depth += 1
        defer { depth -= 1 }
        guard !program.nodes[number].isSecret else {
            places.insert(JSONPointer(path))
            return
        }
        search(program.nodes[number], value, path)
    }

    private mutating func search(_ node: borrowing SchemaNode, _ value: JSONPart, _ path: [String]) {
        for place in node.rules.indices {
            for next in node.rules[place].schemasOfSameValue(program.dynamicTargets) { search(next, value, path) }
            switch parts.kind(of: value) {
            case .object: searchMembers(of: value, node.rules[place], path)
            case .array: searchItems(of: value, node.rules[place], path)
            case .null, .boolean, .shortInteger, .number, .string: break
            }
        }
    }

    private mutating func searchMembers(of object: JSONPart, _ rule: borrowing SchemaRule, _ path: [String]) {
        switch rule {
        case .members(let rule):
            eachMember(of: object) { search, name in search.searchMember(name, rule, path) }
        case .unevaluatedProperties(let schema):
            eachMember(of: object) { search, name in search.search(schema, valueOf: name, path) }
        default:
            return
        }
    }

    private mutating func eachMember(of object: JSONPart, _ work: (inout SecretPlaces, JSONPart) -> Void) {
        budget -= parts.count(of: object)
        var name = object.following
        for _ in 0..<parts.count(of: object) where budget > 0 {
            work(&self, name)
            name = parts.part(behind: name.following)
        }
    }

    private mutating func searchMember(_ name: JSONPart, _ rule: MembersRule, _ path: [String]) {
        if let schema = rule.properties.number(of: name, in: parts) { search(schema, valueOf: name, path) }
        for (_, schema) in rule.patterns { search(schema, valueOf: name, path) }
        if case .schema(let schema) = rule.additional { search(schema, valueOf: name, path) }
    }

    private mutating func search(_ schema: Int, valueOf name: JSONPart, _ path: [String]) {
        search(schema, name.following, path + [parts.string(of: name)])
    }

    private mutating func searchItems(of array: JSONPart, _ rule: borrowing SchemaRule, _ path: [String]) {
        switch rule {
        case .items(let rule):
            eachItem(of: array) { search, item, place in
                guard let schema = place < rule.prefix.count ? rule.prefix[place] : rule.rest else { return }
                search.search(schema, item, path + [String(place)])
            }
        case .contains(let rule):
            eachItem(of: array) { search, item, place in search.search(rule.schema, item, path + [String(place)]) }
        case .unevaluatedItems(let schema):
            eachItem(of: array) { search, item, place in search.search(schema, item, path + [String(place)]) }
        default:
            return
        }
    }

    private mutating func eachItem(of array: JSONPart, _ work: (inout SecretPlaces, JSONPart, Int) -> Void) {
        budget -= parts.count(of: array)
        var item = array.following
        for place in 0..<parts.count(of: array) where budget > 0 {
            work(&self, item, place)
            item = parts.part(behind: item)
        }
    }
}
