internal import JSONModel

extension ValidationRun {
    /// How many bytes of a text are counted in the time of a step.
    private static let bytesCountedInStep = 16

    mutating func checkEnumeration(_ rule: EnumerationRule, _ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        budget -= parts.size(of: value)
        return rule.allows(value, in: parts) || failEnumeration(rule.values, node, value)
    }

    mutating func checkConstant(_ wanted: JSONValue, _ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        budget -= parts.size(of: value)
        return parts.isEqual(value, to: wanted) || failConstant(wanted, node, value)
    }

    mutating func checkMultiple(of divisor: JSONNumber, _ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        guard parts.isNumber(value) else { return true }
        let number = parts.number(of: value)
        budget -= number.workOfDivision(by: divisor)
        guard !number.isMultiple(of: divisor) else { return true }
        guard isCollecting else { return false }
        let message = "must be a multiple of \(divisor)\(butIs(value))"
        return fail(node, "multipleOf", message, value)
    }

    mutating func checkBound(_ rule: BoundRule, _ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        guard parts.isNumber(value), !keeps(to: rule, value) else { return true }
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

    private func keeps(to rule: BoundRule, _ value: JSONPart) -> Bool {
        if let limit = rule.wholeLimit, parts.isShortInteger(value) {
            let number = parts.integer(of: value)
            if number == limit { return !rule.isExclusive }
            return rule.isUpper ? number < limit : number > limit
        }
        let number = parts.number(of: value)
        if rule.isUpper ? number < rule.limit : number > rule.limit { return true }
        return !rule.isExclusive && number == rule.limit
    }

    mutating func checkSize(_ rule: SizeRule, _ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        let size: Int
        switch (rule.unit, parts.kind(of: value)) {
        case (.characters, .string):
            // A code point takes one to four bytes: most lengths are clear without counting.
            let bytes = parts.bytes(of: value)
            if rule.isUpper ? bytes.count <= rule.limit : bytes.count / 4 >= rule.limit { return true }
            budget -= bytes.count / Self.bytesCountedInStep
            size = bytes.count { $0 & 0xc0 != 0x80 }
        case (.items, .array), (.members, .object): size = parts.count(of: value)
        default: return true
        }
        guard rule.isUpper ? size > rule.limit : size < rule.limit else { return true }
        guard isCollecting else { return false }
        let relation = rule.isUpper ? "at most" : "at least"
        let message = "must have \(relation) \(Wording.count(rule.limit, rule.unit)), but has \(size)"
        return fail(node, rule.keyword, message, value)
    }

    mutating func checkPattern(_ pattern: Pattern, _ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        guard parts.isString(value), !matches(pattern, value) else { return true }
        guard isCollecting else { return false }
        let message = "must match the pattern \(pattern.source)\(butIs(value))"
        return fail(node, "pattern", message, value)
    }

    /// Whether the text matches; false when the run's work is used up.
    mutating func matches(_ pattern: Pattern, _ text: JSONPart) -> Bool {
        guard budget >= 0, let answer = pattern.matches(parts.bytes(of: text).span, budget: &budget) else {
            budget = -1
            return false
        }
        return answer
    }

    mutating func checkFormat(_ format: Format, _ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        if parts.isString(value) { budget -= parts.count(of: value) }
        guard !format.accepts(value, in: parts) else { return true }
        guard isCollecting else { return false }
        let message = "must be \(format.words)\(butIs(value))"
        return fail(node, "format", message, value)
    }
}
