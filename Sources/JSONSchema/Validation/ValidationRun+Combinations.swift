internal import BasicContainers
internal import JSONModel

extension ValidationRun {
    /// Whether a value fits a schema, found out silently.
    mutating func fits(_ schema: Int, _ value: JSONPart) -> Bool {
        var evaluated: EvaluatedPlaces?
        return fits(schema, value, &evaluated)
    }

    /// Whether a value fits a schema; what it looked at counts only when it fits.
    mutating func fits(_ schema: Int, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?) -> Bool {
        let wasCollecting = isCollecting
        isCollecting = false
        defer { isCollecting = wasCollecting }
        var own = evaluated.map { EvaluatedPlaces(like: $0) }
        guard check(schema, value, &own) else { return false }
        if let own { evaluated?.formUnion(own) }
        return true
    }

    mutating func checkAll(_ parts: [Int], _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?) -> Bool {
        var isValid = true
        for part in parts where !check(part, value, &evaluated) {
            isValid = false
            if !goesOn { return false }
        }
        return isValid
    }

    mutating func checkAny(
        _ rule: BranchesRule, _ node: borrowing SchemaNode, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        var fitting = false
        for branch in rule.branches where fits(branch, value, &evaluated) {
            fitting = true
            // Every branch that fits says what it has looked at.
            if evaluated == nil { break }
        }
        if fitting, namedBranchFits(rule, value) { return true }
        guard isCollecting else { return false }
        let start = "must fit at least one of \(rule.branches.count) forms, but fits none"
        if recorder != nil { return recordBranches("anyOf", rule, node, value, start) }
        let message = start + reasons(rule, value)
        return fail(node, "anyOf", message, value)
    }

    mutating func checkOne(
        _ rule: BranchesRule, _ node: borrowing SchemaNode, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        var count = 0
        var names: [String] = []
        for (place, branch) in rule.branches.enumerated() where fits(branch, value, &evaluated) {
            count += 1
            if count > 1, !isCollecting { return false }
            if isCollecting { names.append(name(of: branch, at: place)) }
        }
        if count == 1, namedBranchFits(rule, value) { return true }
        guard isCollecting else { return false }
        let start = "must fit exactly one of \(rule.branches.count) forms, but fits"
        guard count > 1 else {
            if recorder != nil { return recordBranches("oneOf", rule, node, value, "\(start) none") }
            let reasons = reasons(rule, value)
            return fail(node, "oneOf", "\(start) none\(reasons)", value)
        }
        return fail(node, "oneOf", "\(start) \(count): \(names.joined(separator: ", "))", value)
    }

    /// False when the value names its branch, that decides, and the branch does not hold.
    private mutating func namedBranchFits(_ rule: BranchesRule, _ value: JSONPart) -> Bool {
        guard let discriminator = rule.discriminator, discriminator.decides,
            let place = namedBranch(discriminator, value)
        else { return true }
        return fits(rule.branches[place], value)
    }

    mutating func namedBranch(_ discriminator: Discriminator, _ value: JSONPart) -> Int? {
        guard parts.isObject(value), let name = member(discriminator.property, of: value),
            parts.isString(name)
        else { return nil }
        return discriminator.branches.number(of: parts.bytes(of: name))
    }

    mutating func checkNot(_ schema: Int, _ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        guard fits(schema, value) else { return true }
        guard isCollecting else { return false }
        let message = exclusion(by: program.nodes[schema], value)
        return fail(node, "not", message, value)
    }

    /// What `not` with this schema says of a value that fits it.
    private mutating func exclusion(by excluded: borrowing SchemaNode, _ value: JSONPart) -> String {
        let name = excluded.name.map { " \($0)" } ?? " that 'not' gives"
        guard excluded.rules.count == 1 else { return "must not fit the form\(name)" }
        switch excluded.rules[0] {
        case .required(let required) where required.names.count == 1:
            return "must not have the member \(Wording.quoted(required.names[0]))"
        case .pattern(let pattern):
            return "must not match the pattern \(pattern.source)\(butIs(value))"
        default:
            return "must not fit the form\(name)"
        }
    }

    mutating func checkCondition(
        _ rule: ConditionRule, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        guard let consequence = fits(rule.condition, value, &evaluated) ? rule.then : rule.otherwise else {
            return true
        }
        return check(consequence, value, &evaluated)
    }
}
