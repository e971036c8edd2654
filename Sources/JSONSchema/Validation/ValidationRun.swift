internal import BasicContainers
internal import JSONModel

/// One check of one value against a program.
///
/// It runs in one of two manners: silently, which stops at the first violation and builds nothing, or collecting.
/// Most values are valid, so the silent manner comes first.
struct ValidationRun {
    /// What came of a silent run.
    enum Verdict {
        case valid
        case invalid
        case tooComplex
    }

    private static let workOfNode = 10

    let program: SchemaProgram
    /// Of the value that is checked.
    let parts: JSONParts
    private let root: Int
    private var depth = 0
    /// How deep schemas may be within each other.
    private let nesting: Int
    /// Whether `scope` is kept.
    private let isScoped: Bool
    /// The resources that validation came through, from the outermost on; kept only where dynamic references are.
    private var scope: [Int] = []
    /// Steps left; below zero once the work is too much.
    var budget: Int
    /// The schema that was to be applied when a limit was reached.
    private(set) var stop: ComplexityStop?
    /// Whether violations are written down.
    var isCollecting = false
    /// Whether what is checked now is one branch of several, looked at to explain why none fits.
    var isExplaining = false
    var violations: [SchemaViolation] = []
    var limit = 0
    /// The way from the root to the value at hand; kept only while collecting.
    var path: [String] = []
    private var secrets: SecretPlaces?
    /// Where the units of an output gather, if one is wanted; only while collecting.
    var recorder: OutputRecorder?

    init(_ program: SchemaProgram, root: Int, parts: JSONParts) {
        self.program = program
        self.root = root
        self.parts = parts
        budget = program.limits.work
        nesting = program.limits.nesting
        isScoped = !program.dynamicTargets.isEmpty
    }

    /// Whether the value is valid.
    mutating func verdict() -> Verdict {
        var evaluated: EvaluatedPlaces?
        let isValid = check(root, .root, &evaluated)
        return budget < 0 ? .tooComplex : isValid ? .valid : .invalid
    }

    /// The violations of a value that is known to be invalid.
    mutating func collect(limit: Int) -> [SchemaViolation] {
        self.limit = limit
        isCollecting = true
        var evaluated: EvaluatedPlaces?
        _ = check(root, .root, &evaluated)
        return violations.isEmpty ? [tooComplex] : violations
    }

    /// Applies a schema to a value; notes in `evaluated` the parts that it looked at, if anyone asks.
    mutating func check(_ number: Int, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?) -> Bool {
        budget -= Self.workOfNode
        guard budget >= 0, depth < nesting else {
            give(upAt: number)
            return false
        }
        depth += 1
        defer { depth -= 1 }
        guard isScoped else { return enter(program.nodes[number], value, &evaluated) }
        let resource = program.nodes[number].origin.resource
        let isEntered = scope.last != resource
        if isEntered { scope.append(resource) }
        defer { if isEntered { scope.removeLast() } }
        return enter(program.nodes[number], value, &evaluated)
    }

    private mutating func enter(
        _ node: borrowing SchemaNode, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        isCollecting ? record(node, value, &evaluated) : applyRules(of: node, value, &evaluated)
    }

    private mutating func give(upAt number: Int) {
        if stop == nil { stop = ComplexityStop(schema: number, isNesting: budget >= 0) }
        budget = -1
    }

    /// The answer to a value whose check takes too much: which limit, and the schema that was to be applied then.
    var tooComplex: SchemaViolation {
        let stop = stop ?? ComplexityStop(schema: root, isNesting: false)
        let origin = program.nodes[stop.schema].origin
        return SchemaViolation(
            instancePointer: .root, schemaPointer: origin.pointer,
            schemaLocation: program.resources[origin.resource].location(of: origin.pointer.tokens),
            keyword: "complexity", message: stop.message(program.limits, at: origin.pointer), value: nil)
    }

    /// Applies the rules of a schema, which sees by itself what they look at if one of them asks.
    mutating func applyRules(of node: borrowing SchemaNode, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?)
        -> Bool
    {
        guard node.wantsEvaluated else { return apply(node, value, &evaluated) }
        let places = EvaluatedPlaces(of: value, in: parts)
        budget -= places.flags.count
        var own: EvaluatedPlaces? = places
        let isValid = apply(node, value, &own)
        if let own { evaluated?.formUnion(own) }
        return isValid
    }

    /// Applies a schema to a part of the value, of which nobody asks what was looked at.
    mutating func check(_ number: Int, _ value: JSONPart) -> Bool {
        var evaluated: EvaluatedPlaces?
        return check(number, value, &evaluated)
    }

    /// Applies a schema to the member or item at `step`.
    mutating func check(_ number: Int, _ value: JSONPart, at step: @autoclosure () -> String) -> Bool {
        guard isCollecting else { return check(number, value) }
        path.append(step())
        defer { path.removeLast() }
        return check(number, value)
    }

    private mutating func apply(_ node: borrowing SchemaNode, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?)
        -> Bool
    {
        var isValid = true
        for place in 0..<node.rules.count where !apply(node.rules[place], of: node, to: value, &evaluated) {
            isValid = false
            if !isCollecting || violations.count >= limit || budget < 0 { break }
        }
        return isValid
    }

    private mutating func apply(
        _ rule: borrowing SchemaRule, of node: borrowing SchemaNode, to value: JSONPart,
        _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        switch rule {
        case .never: return fail(node, nil, "nothing is allowed here", value)
        case .reference(let rule): return follow(rule.keyword, to: rule.schema, value, &evaluated)
        case .dynamicReference(let rule): return follow("$dynamicRef", to: target(of: rule), value, &evaluated)
        case .type(let rule): return rule.allows(value, in: parts) || failType(rule, node, value)
        case .enumeration(let rule): return checkEnumeration(rule, node, value)
        case .constant(let rule): return checkConstant(rule.value, node, value)
        case .multipleOf(let rule): return checkMultiple(of: rule.divisor, node, value)
        case .bound(let rule): return checkBound(rule, node, value)
        case .size(let rule): return checkSize(rule, node, value)
        case .pattern(let pattern): return checkPattern(pattern, node, value)
        case .format(let format): return checkFormat(format, node, value)
        case .items(let rule): return checkItems(rule, value, &evaluated)
        case .contains(let rule): return checkContains(rule, node, value, &evaluated)
        case .uniqueItems: return checkUniqueItems(node, value)
        case .required(let rule): return checkRequired(rule, node, value)
        case .members(let rule): return checkMembers(rule, node, value, &evaluated)
        case .propertyNames(let schema): return checkNames(schema, node, value)
        case .dependentRequired(let dependents): return checkDependents(dependents, node, value)
        case .dependentSchemas(let dependents): return checkDependents(dependents, value, &evaluated)
        case .allOf(let parts): return checkAll(parts, value, &evaluated)
        case .anyOf(let rule): return checkAny(rule, node, value, &evaluated)
        case .oneOf(let rule): return checkOne(rule, node, value, &evaluated)
        case .not(let schema): return checkNot(schema, node, value)
        case .condition(let rule): return checkCondition(rule, value, &evaluated)
        case .unevaluatedItems(let schema): return checkUnevaluatedItems(schema, node, value, &evaluated)
        case .unevaluatedProperties(let schema): return checkUnevaluatedMembers(schema, node, value, &evaluated)
        }
    }

    private func target(of rule: DynamicReference) -> Int {
        let targets = program.dynamicTargets[rule.name]
        for resource in scope {
            if let schema = targets[resource] { return schema }
        }
        return rule.fallback
    }

    /// Whether the value at the end of `path` must not be shown.
    mutating func isSecret() -> Bool {
        guard program.hasSecrets else { return false }
        let places = secrets ?? SecretPlaces(program, root: root, parts: parts)
        secrets = places
        return places.contain(path)
    }
}
