internal import BasicContainers
internal import JSONModel

extension ValidationRun {
    /// How many violations of a branch are found to tell how far off it is.
    private static let branchLimit = 10
    /// How many reasons a message names.
    private static let shownReasons = 3
    /// More than a branch can have violations: what a violation of the value's own type weighs.
    private static let weightOfOtherType = 1000
    /// What a violation of a fixed value weighs: it mostly means that another branch was intended.
    private static let weightOfOtherValue = 100

    /// Why the closest branch does not fit, for the end of a message; empty within another such explanation, lest the
    /// work multiply.
    mutating func reasons(_ rule: BranchesRule, _ value: JSONPart) -> String {
        guard !isExplaining else { return "" }
        if let discriminator = rule.discriminator, let place = namedBranch(discriminator, value) {
            let violations = self.violations(of: rule.branches[place], value, limit: Self.branchLimit)
            return sentence(name(of: rule.branches[place], at: place), discriminator.property.text, violations)
        }
        var closest: (place: Int, weight: Int, violations: [SchemaViolation])?
        for (place, branch) in rule.branches.enumerated() {
            let violations = self.violations(of: branch, value, limit: Self.branchLimit)
            let weight = violations.reduce(0) { $0 + self.weight(of: $1) }
            if let best = closest, best.weight <= weight { continue }
            closest = (place, weight, violations)
        }
        guard let closest else { return "" }
        return sentence(name(of: rule.branches[closest.place], at: closest.place), nil, closest.violations)
    }

    /// Why a value does not fit a schema, for the end of a message.
    mutating func explanation(of schema: Int, _ value: JSONPart, count: Int) -> String? {
        guard !isExplaining else { return nil }
        let messages = self.violations(of: schema, value, limit: count).map(\.message)
        return messages.isEmpty ? nil : ": it " + messages.joined(separator: "; ")
    }

    func name(of branch: Int, at place: Int) -> String {
        if let name = program.nodes[branch].name { return name }
        if let schema = program.nodes[branch].referenced, let name = program.nodes[schema].name { return name }
        return "form \(place + 1)"
    }

    private mutating func violations(of schema: Int, _ value: JSONPart, limit: Int) -> [SchemaViolation] {
        let outer = (violations, self.limit, isCollecting)
        (violations, self.limit, isCollecting, isExplaining) = ([], limit, true, true)
        _ = check(schema, value)
        let found = violations
        (violations, self.limit, isCollecting) = outer
        isExplaining = false
        return found
    }

    private func weight(of violation: SchemaViolation) -> Int {
        let isHere = violation.instancePointer.tokens.count == path.count
        switch violation.keyword {
        case "type" where isHere: return Self.weightOfOtherType
        case "const", "enum": return Self.weightOfOtherValue
        default: return 1
        }
    }

    private func sentence(
        _ branch: String, _ property: String?, _ violations: [SchemaViolation]
    ) -> String {
        let reasons = violations.prefix(Self.shownReasons).map { violation in
            let place = JSONPointer(Array(violation.instancePointer.tokens.dropFirst(path.count)))
            return place == .root ? violation.message : "\(place) \(violation.message)"
        }
        guard !reasons.isEmpty else { return "" }
        let choice = property.map { "\(branch), which '\($0)' names," } ?? "the closest, \(branch),"
        return "; \(choice) fails since: \(reasons.joined(separator: "; "))"
    }
}
