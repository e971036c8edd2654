internal import BasicContainers
internal import JSONModel

extension ValidationRun {
    /// Whether there is more to find once something is wrong.
    var goesOn: Bool { isCollecting && violations.count < limit && budget >= 0 }

    mutating func checkItems(_ rule: ItemsRule, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?) -> Bool {
        guard parts.isArray(value) else { return true }
        var isValid = true
        var item = value.following
        for place in 0..<parts.count(of: value) {
            guard let schema = place < rule.prefix.count ? rule.prefix[place] : rule.rest else { break }
            evaluated?.mark(place)
            if !check(schema, item, at: String(place)) {
                isValid = false
                if !goesOn { return false }
            }
            item = parts.part(behind: item)
        }
        return isValid
    }

    mutating func checkContains(
        _ rule: ContainsRule, _ node: borrowing SchemaNode, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        guard parts.isArray(value) else { return true }
        var count = 0
        var item = value.following
        for place in 0..<parts.count(of: value) {
            if fits(rule.schema, item) {
                count += 1
                evaluated?.mark(place)
            }
            item = parts.part(behind: item)
        }
        let isPast = rule.maximum.map { count > $0 } ?? false
        guard count < rule.minimum || isPast else { return true }
        guard isCollecting else { return false }
        let kind = program.nodes[rule.schema].name.map { " of the form \($0)" } ?? " of the form that 'contains' gives"
        let bound =
            isPast
            ? "at most \(Wording.count(rule.maximum ?? 0, .items))" : "at least \(Wording.count(rule.minimum, .items))"
        let message = "must have \(bound)\(kind), but has \(count)"
        if recorder != nil, !isPast { return recordItems(of: value, rule, node, message) }
        return fail(node, "contains", message, nil)
    }

    mutating func checkUniqueItems(_ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        guard parts.isArray(value), parts.count(of: value) > 1 else { return true }
        budget -= parts.size(of: value)
        guard let (first, place) = parts.firstRepeatedItem(of: value) else { return true }
        return fail(
            node, "uniqueItems", "must not repeat an item, but items \(first) and \(place) are equal", nil)
    }

    mutating func checkNames(_ schema: Int, _ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        guard parts.isObject(value) else { return true }
        var isValid = true
        var name = value.following
        for _ in 0..<parts.count(of: value) {
            if !fits(schema, name) {
                isValid = false
                if isCollecting { failName(name, schema, node) }
                if !goesOn { return false }
            }
            name = parts.part(behind: name.following)
        }
        return isValid
    }

    private mutating func failName(_ name: JSONPart, _ schema: Int, _ node: borrowing SchemaNode) {
        guard recorder == nil else {
            _ = check(schema, name)
            return
        }
        let reason = explanation(of: schema, name, count: 1) ?? ""
        let text = parts.string(of: name)
        _ = fail(
            node, "propertyNames", member: text, "the name \(Wording.quoted(text)) is not allowed\(reason)", nil)
    }

    mutating func checkMembers(
        _ rule: MembersRule, _ node: borrowing SchemaNode, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        guard parts.isObject(value) else { return true }
        budget -= parts.count(of: value)
        var isValid = true
        var name = value.following
        for place in 0..<parts.count(of: value) {
            if !checkMember(name, at: place, rule, node, &evaluated) {
                isValid = false
                if !goesOn { return false }
            }
            name = parts.part(behind: name.following)
        }
        return isValid
    }

    private mutating func checkMember(
        _ name: JSONPart, at place: Int, _ rule: MembersRule, _ node: borrowing SchemaNode,
        _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        var isDeclared = false
        var isValid = true
        if let schema = rule.properties.number(of: name, in: parts) {
            isDeclared = true
            isValid = checkValue(of: name, schema)
        }
        for number in 0..<rule.patterns.count where matches(rule.patterns[number].pattern, name) {
            isDeclared = true
            if isValid || goesOn { isValid = checkValue(of: name, rule.patterns[number].schema) && isValid }
        }
        if isDeclared { evaluated?.mark(place) }
        guard !isDeclared else { return isValid }
        switch rule.additional {
        case .anything: return true
        case .schema(let schema):
            evaluated?.mark(place)
            return checkValue(of: name, schema)
        case .nothing:
            guard isCollecting else { return false }
            let text = parts.string(of: name)
            let message = surplus(text, known: rule.names)
            return fail(node, "additionalProperties", member: text, message, nil)
        }
    }

    /// Applies a schema to the value of the member with this name.
    private mutating func checkValue(of name: JSONPart, _ schema: Int) -> Bool {
        guard isCollecting else { return check(schema, name.following) }
        let text = parts.string(of: name)
        return check(schema, name.following, at: text)
    }

    private func surplus(_ name: String, known: [String]) -> String {
        let names = known.isEmpty ? "none" : Wording.list(known, as: Wording.quoted)
        let start = "there must be no member \(Wording.quoted(name)) here"
        guard let meant = Suggestion.closest(to: name, among: known) else {
            return "\(start); the known ones are \(names)"
        }
        return "\(start); did you mean \(Wording.quoted(meant))? The known ones are \(names)"
    }

    mutating func checkUnevaluatedItems(
        _ schema: Int, _ node: borrowing SchemaNode, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        guard parts.isArray(value), let places = evaluated else { return true }
        evaluated?.markAll()
        var isValid = true
        var next = value.following
        for place in 0..<parts.count(of: value) {
            let item = next
            next = parts.part(behind: item)
            if places.flags[place] { continue }
            if isNever(schema) {
                let message = "there must be no item at place \(place)"
                isValid = fail(node, "unevaluatedItems", member: String(place), message, nil)
            } else if !check(schema, item, at: String(place)) {
                isValid = false
            }
            if !isValid && !goesOn { return false }
        }
        return isValid
    }

    mutating func checkUnevaluatedMembers(
        _ schema: Int, _ node: borrowing SchemaNode, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        guard parts.isObject(value), let places = evaluated else { return true }
        evaluated?.markAll()
        var isValid = true
        var next = value.following
        for place in 0..<parts.count(of: value) {
            let name = next
            next = parts.part(behind: name.following)
            if places.flags[place] { continue }
            if isNever(schema) {
                isValid = failUnevaluated(name, node)
            } else if !checkValue(of: name, schema) {
                isValid = false
            }
            if !isValid && !goesOn { return false }
        }
        return isValid
    }

    private mutating func failUnevaluated(_ name: JSONPart, _ node: borrowing SchemaNode) -> Bool {
        guard isCollecting else { return false }
        let text = parts.string(of: name)
        let message = "there must be no member \(Wording.quoted(text)) here"
        return fail(node, "unevaluatedProperties", member: text, message, nil)
    }

    private func isNever(_ schema: Int) -> Bool {
        program.nodes[schema].isNever
    }
}
