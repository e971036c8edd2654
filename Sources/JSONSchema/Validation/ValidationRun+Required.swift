internal import JSONModel

extension ValidationRun {
    /// How many members are passed in the time of a step while one is looked for.
    private static let membersPassedInStep = 64

    mutating func checkRequired(_ rule: RequiredNames, _ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        guard parts.isObject(value), let missing = missing(rule, in: value) else { return true }
        guard isCollecting else { return false }
        for place in missing {
            let name = rule.names[place]
            _ = fail(
                node, "required", member: name, rule: String(place), "the member \(Wording.quoted(name)) is missing",
                nil)
            if !goesOn { break }
        }
        return false
    }

    mutating func checkDependents(
        _ dependents: [DependentMembers], _ node: borrowing SchemaNode, _ value: JSONPart
    ) -> Bool {
        guard parts.isObject(value) else { return true }
        var isValid = true
        for dependent in dependents where member(dependent.trigger, of: value) != nil {
            guard let missing = missing(dependent.required, in: value) else { continue }
            isValid = false
            if isCollecting { fail(dependent, missing, node) }
            if !goesOn { return false }
        }
        return isValid
    }

    private mutating func fail(
        _ dependent: DependentMembers, _ missing: [Int], _ node: borrowing SchemaNode
    ) {
        let trigger = dependent.trigger.text
        for place in missing {
            let name = dependent.required.names[place]
            let message = "the member \(Wording.quoted(name)) is missing; \(Wording.quoted(trigger)) calls for it"
            _ = fail(node, dependent.keyword, member: name, rule: trigger, message, nil)
            if !goesOn { return }
        }
    }

    mutating func checkDependents(
        _ dependents: [DependentSchema], _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        guard parts.isObject(value) else { return true }
        var isValid = true
        for dependent in dependents where member(dependent.trigger, of: value) != nil {
            if !check(dependent.schema, value, &evaluated) {
                isValid = false
                if !goesOn { return false }
            }
        }
        return isValid
    }

    /// The value of a member, looked for by passing the others.
    mutating func member(_ name: MemberName, of object: JSONPart) -> JSONPart? {
        budget -= 1 + parts.count(of: object) / Self.membersPassedInStep
        return parts.member(name, of: object)
    }

    /// The places of the required names that an object has no member of; nil where it has all. A silent run learns only
    /// that there are some.
    private mutating func missing(_ required: RequiredNames, in object: JSONPart) -> [Int]? {
        budget -= max(parts.count(of: object), required.names.count)
        guard let bits = required.bits else { return missingOfMany(required, in: object) }
        var found: UInt64 = 0
        var name = object.following
        for _ in 0..<parts.count(of: object) {
            if let place = required.table.number(of: name, in: parts) { found |= 1 &<< UInt64(place) }
            name = parts.part(behind: name.following)
        }
        guard found != bits else { return nil }
        return isCollecting ? required.names.indices.filter { found & 1 &<< UInt64($0) == 0 } : []
    }

    private func missingOfMany(_ required: RequiredNames, in object: JSONPart) -> [Int]? {
        var found = [Bool](repeating: false, count: required.names.count)
        var count = 0
        var name = object.following
        for _ in 0..<parts.count(of: object) {
            if let place = required.table.number(of: name, in: parts) {
                found[place] = true
                count += 1
            }
            name = parts.part(behind: name.following)
        }
        guard count < found.count else { return nil }
        return isCollecting ? found.indices.filter { !found[$0] } : []
    }
}
