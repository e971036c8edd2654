internal import JSONModel

extension ValidationRun {
    /// How many bytes of a text are counted in the time of a step.
    private static let bytesCountedInStep = 16

    mutating func checkMultiple(of divisor: JSONNumber, _ node: SchemaNode, _ value: JSONValue) -> Bool {
        guard case .number(let number) = value else { return true }
        budget -= number.workOfDivision(by: divisor)
        guard !number.isMultiple(of: divisor) else { return true }
        guard isCollecting else { return false }
        let message = "must be a multiple of \(divisor)\(butIs(value))"
        return fail(node, "multipleOf", message, value)
    }

    mutating func checkBound(_ rule: BoundRule, _ node: SchemaNode, _ value: JSONValue) -> Bool {
        guard case .number(let number) = value else { return true }
        let isKept = rule.isUpper ? number < rule.limit : number > rule.limit
        guard !isKept, rule.isExclusive || number != rule.limit else { return true }
        guard isCollecting else { return false }
        let relation =
            switch (rule.isUpper, rule.isExclusive) {
            case (true, true): "less than"
            case (true, false): "at most"
            case (false, true): "more than"
            case (false, false): "at least"
            }
        let message = "must be \(relation) \(rule.limit)\(butIs(value))"
        return fail(node, rule.keyword, message, value)
    }

    mutating func checkSize(_ rule: SizeRule, _ node: SchemaNode, _ value: JSONValue) -> Bool {
        let size: Int
        switch (rule.unit, value) {
        case (.characters, .string(let text)):
            // A code point takes one to four bytes: most lengths are clear without counting.
            let bytes = text.utf8.count
            if rule.isUpper ? bytes <= rule.limit : bytes / 4 >= rule.limit { return true }
            budget -= bytes / Self.bytesCountedInStep
            size = text.unicodeScalars.count
        case (.items, .array(let items)): size = items.count
        case (.members, .object(let object)): size = object.count
        default: return true
        }
        guard rule.isUpper ? size > rule.limit : size < rule.limit else { return true }
        guard isCollecting else { return false }
        let relation = rule.isUpper ? "at most" : "at least"
        let message = "must have \(relation) \(Wording.count(rule.limit, rule.unit)), but has \(size)"
        return fail(node, rule.keyword, message, value)
    }

    mutating func checkPattern(_ pattern: Pattern, _ node: SchemaNode, _ value: JSONValue) -> Bool {
        guard case .string(let text) = value, !matches(pattern, text) else { return true }
        guard isCollecting else { return false }
        let message = "must match the pattern \(pattern.source)\(butIs(value))"
        return fail(node, "pattern", message, value)
    }

    /// Whether the text matches; false when the run's work is used up.
    mutating func matches(_ pattern: Pattern, _ text: String) -> Bool {
        guard budget >= 0, let answer = pattern.matches(text, budget: &budget) else {
            budget = -1
            return false
        }
        return answer
    }

    mutating func checkFormat(_ format: Format, _ node: SchemaNode, _ value: JSONValue) -> Bool {
        if case .string(let text) = value { budget -= text.utf8.count }
        guard !format.accepts(value) else { return true }
        guard isCollecting else { return false }
        let message = "must be \(format.words)\(butIs(value))"
        return fail(node, "format", message, value)
    }
}
