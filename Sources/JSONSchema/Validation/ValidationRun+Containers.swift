internal import JSONModel

extension ValidationRun {
    /// Whether there is more to find once something is wrong.
    var goesOn: Bool { isCollecting && violations.count < limit && budget >= 0 }

    mutating func checkItems(_ rule: ItemsRule, _ value: JSONValue, _ evaluated: inout EvaluatedPlaces?) -> Bool {
        guard case .array(let items) = value else { return true }
        var isValid = true
        for (place, item) in items.enumerated() {
            guard let schema = place < rule.prefix.count ? rule.prefix[place] : rule.rest else { break }
            evaluated?.mark(place)
            if !check(schema, item, at: String(place)) {
                isValid = false
                if !goesOn { return false }
            }
        }
        return isValid
    }

    mutating func checkContains(
        _ rule: ContainsRule, _ node: SchemaNode, _ value: JSONValue, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        guard case .array(let items) = value else { return true }
        var count = 0
        for (place, item) in items.enumerated() where fits(rule.schema, item) {
            count += 1
            evaluated?.mark(place)
        }
        let isPast = rule.maximum.map { count > $0 } ?? false
        guard count < rule.minimum || isPast else { return true }
        guard isCollecting else { return false }
        let kind = program.nodes[rule.schema].name.map { " of the form \($0)" } ?? " of the form that 'contains' gives"
        let bound =
            isPast
            ? "at most \(Wording.count(rule.maximum ?? 0, .items))" : "at least \(Wording.count(rule.minimum, .items))"
        let message = "must have \(bound)\(kind), but has \(count)"
        if recorder != nil, !isPast { return recordItems(items, rule, node, message) }
        return fail(node, "contains", message, nil)
    }

    mutating func checkUniqueItems(_ node: SchemaNode, _ value: JSONValue) -> Bool {
        guard case .array(let items) = value, items.count > 1 else { return true }
        budget -= items.count
        var firsts: [JSONValue: Int] = [:]
        for (place, item) in items.enumerated() {
            if let first = firsts[item] {
                return fail(
                    node, "uniqueItems", "must not repeat an item, but items \(first) and \(place) are equal", nil)
            }
            firsts[item] = place
        }
        return true
    }

    /// Looks a member up, which is a step.
    private mutating func isMissing(_ name: String, _ object: JSONObject) -> Bool {
        budget -= 1
        return object[name] == nil
    }

    mutating func checkRequired(_ names: [String], _ node: SchemaNode, _ value: JSONValue) -> Bool {
        guard case .object(let object) = value else { return true }
        var isValid = true
        for (place, name) in names.enumerated() where isMissing(name, object) {
            isValid = fail(
                node, "required", member: name, rule: String(place), "the member \(Wording.quoted(name)) is missing",
                nil)
            if !goesOn { return false }
        }
        return isValid
    }

    mutating func checkDependents(_ dependents: [DependentMembers], _ node: SchemaNode, _ value: JSONValue) -> Bool {
        guard case .object(let object) = value else { return true }
        var isValid = true
        for dependent in dependents where !isMissing(dependent.trigger, object) {
            for name in dependent.required where isMissing(name, object) {
                isValid = fail(
                    node, dependent.keyword, member: name, rule: dependent.trigger,
                    "the member \(Wording.quoted(name)) is missing; \(Wording.quoted(dependent.trigger)) calls for it",
                    nil)
                if !goesOn { return false }
            }
        }
        return isValid
    }

    mutating func checkDependents(
        _ dependents: [DependentSchema], _ value: JSONValue, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        guard case .object(let object) = value else { return true }
        var isValid = true
        for dependent in dependents where !isMissing(dependent.trigger, object) {
            if !check(dependent.schema, value, &evaluated) {
                isValid = false
                if !goesOn { return false }
            }
        }
        return isValid
    }

    mutating func checkNames(_ schema: Int, _ node: SchemaNode, _ value: JSONValue) -> Bool {
        guard case .object(let object) = value else { return true }
        var isValid = true
        for (name, _) in object.members where !fits(schema, .string(name)) {
            isValid = false
            if isCollecting, recorder != nil {
                _ = check(schema, .string(name))
            } else if isCollecting {
                let reason = explanation(of: schema, .string(name), count: 1) ?? ""
                _ = fail(
                    node, "propertyNames", member: name, "the name \(Wording.quoted(name)) is not allowed\(reason)", nil
                )
            }
            if !goesOn { return false }
        }
        return isValid
    }

    mutating func checkMembers(
        _ rule: MembersRule, _ node: SchemaNode, _ value: JSONValue, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        guard case .object(let object) = value else { return true }
        budget -= object.count
        var isValid = true
        for (place, member) in object.members.enumerated() {
            if !checkMember(member, at: place, rule, node, &evaluated) {
                isValid = false
                if !goesOn { return false }
            }
        }
        return isValid
    }

    private mutating func checkMember(
        _ member: JSONObject.Member, at place: Int, _ rule: MembersRule, _ node: SchemaNode,
        _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        var isDeclared = false
        var isValid = true
        if let schema = rule.properties.schema(of: member.key) {
            isDeclared = true
            isValid = check(schema, member.value, at: member.key)
        }
        for (pattern, schema) in rule.patterns where matches(pattern, member.key) {
            isDeclared = true
            if isValid || goesOn { isValid = check(schema, member.value, at: member.key) && isValid }
        }
        if isDeclared { evaluated?.mark(place) }
        guard !isDeclared else { return isValid }
        switch rule.additional {
        case .anything: return true
        case .schema(let schema):
            evaluated?.mark(place)
            return check(schema, member.value, at: member.key)
        case .nothing:
            guard isCollecting else { return false }
            let message = surplus(member.key, known: rule.names)
            return fail(node, "additionalProperties", member: member.key, message, nil)
        }
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
        _ schema: Int, _ node: SchemaNode, _ value: JSONValue, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        guard case .array(let items) = value, let places = evaluated else { return true }
        evaluated?.markAll()
        var isValid = true
        for (place, item) in items.enumerated() where !places.flags[place] {
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
        _ schema: Int, _ node: SchemaNode, _ value: JSONValue, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        guard case .object(let object) = value, let places = evaluated else { return true }
        evaluated?.markAll()
        var isValid = true
        for (place, member) in object.members.enumerated() where !places.flags[place] {
            if isNever(schema) {
                let message = "there must be no member \(Wording.quoted(member.key)) here"
                isValid = fail(node, "unevaluatedProperties", member: member.key, message, nil)
            } else if !check(schema, member.value, at: member.key) {
                isValid = false
            }
            if !isValid && !goesOn { return false }
        }
        return isValid
    }

    private func isNever(_ schema: Int) -> Bool {
        if case .never? = program.nodes[schema].rules.first { true } else { false }
    }
}
