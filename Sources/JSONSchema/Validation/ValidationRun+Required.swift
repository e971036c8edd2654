internal import JSONModel

extension ValidationRun {
    /// How many members are passed in the time of a step while one is looked for.
    private static let membersPassedInStep = 64

    mutating func checkRequired(_ rule: RequiredNames, _ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        guard parts.isObject(value), let missing = missing(rule, in: value) else { return true }
        guard isCollecting else { return false }
        for (name, place) in missing {
            _ = fail(
                node, "required", member: name.text, rule: String(place),
                "the member \(Wording.quoted(name.text)) is missing", nil)
            if !goesOn { break }
        }
        return false
    }

    mutating func checkDependents(
        _ dependents: [DependentMembers], _ node: borrowing SchemaNode, _ value: JSONPart
    ) -> Bool {
        guard parts.isObject(value) else { return true }
        var isValid = true
        for dependent in dependents where has(dependent.trigger, value) {
            guard let missing = missing(dependent.required, in: value) else { continue }
            isValid = false
            if isCollecting { fail(dependent, missing, node) }
            if !goesOn { return false }
        }
        return isValid
    }

    private mutating func fail(
        _ dependent: DependentMembers, _ missing: [(name: MemberName, place: Int)], _ node: borrowing SchemaNode
    ) {
        let trigger = dependent.trigger.text
        for (name, _) in missing {
            let message =
                "the member \(Wording.quoted(name.text)) is missing; \(Wording.quoted(trigger)) calls for it"
            _ = fail(node, dependent.keyword, member: name.text, rule: trigger, message, nil)
            if !goesOn { return }
        }
    }

    mutating func checkDependents(
        _ dependents: [DependentSchema], _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        guard parts.isObject(value) else { return true }
        var isValid = true
        for dependent in dependents where has(dependent.trigger, value) {
            if !check(dependent.schema, value, &evaluated) {
                isValid = false
                if !goesOn { return false }
            }
        }
        return isValid
    }

    /// Looks a member up by passing the others.
    private mutating func has(_ name: MemberName, _ object: JSONPart) -> Bool {
        budget -= 1 + parts.count(of: object) / Self.membersPassedInStep
        return parts.member(name, of: object) != nil
    }

    /// The required members that an object has not, in their order; nil where there are none. A silent run learns only
    /// that there are some.
    private mutating func missing(
        _ required: RequiredNames, in object: JSONPart
    ) -> [(name: MemberName, place: Int)]? {
        budget -= max(parts.count(of: object), required.names.count)
        guard let bits = required.bits else { return missingOfMany(required, in: object) }
        var found: UInt64 = 0
        var name = object.following
        for _ in 0..<parts.count(of: object) {
            if let place = required.table.number(of: name, in: parts) { found |= 1 &<< UInt64(place) }
            name = parts.part(behind: name.following)
        }
        guard found != bits else { return nil }
        guard isCollecting else { return [] }
        return required.names.indices.filter { found & 1 &<< UInt64($0) == 0 }.map { required.names[$0] }
    }

    private func missingOfMany(
        _ required: RequiredNames, in object: JSONPart
    ) -> [(name: MemberName, place: Int)]? {
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
        return found.indices.filter { !found[$0] }.map { required.names[$0] }
    }
}
