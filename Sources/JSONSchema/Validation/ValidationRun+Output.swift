internal import JSONModel

extension ValidationRun {
    /// The output of a value that is known to be invalid.
    mutating func output(limit: Int) -> SchemaOutput {
        recorder = OutputRecorder(resources: program.resources)
        _ = collect(limit: limit)
        guard let unit = recorder?.result, unit.error != nil || !unit.errors.isEmpty else {
            return SchemaOutput(refusedFor: tooComplex.message)
        }
        return SchemaOutput(failure: unit)
    }

    /// Applies the schema that a reference leads to.
    mutating func follow(
        _ keyword: String, to schema: Int, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?
    ) -> Bool {
        if isCollecting { recorder?.arrive(by: keyword) }
        return check(schema, value, &evaluated)
    }

    /// Applies the rules of a schema while collecting, with a unit for the schema if an output is wanted.
    mutating func record(_ node: borrowing SchemaNode, _ value: JSONPart, _ evaluated: inout EvaluatedPlaces?) -> Bool {
        recorder?.open(node, path: path)
        let isValid = applyRules(of: node, value, &evaluated)
        recorder?.close(failed: !isValid)
        return isValid
    }

    /// Notes a violation in the output, if one is wanted; as in `fail`.
    mutating func note(_ keyword: String?, member: String?, _ message: String) {
        guard recorder != nil else { return }
        // What a keyword does not allow is itself what fails; a missing member is not there to fail.
        let isOfPart = ["additionalProperties", "unevaluatedItems", "unevaluatedProperties"].contains(keyword)
        let place = isOfPart ? path + [member].compactMap { $0 } : path
        recorder?.fail(keyword, path: place, isOfPart: isOfPart, error: message)
    }

    /// Fails `anyOf` or `oneOf` with what is wrong in each branch; answers false, always.
    mutating func recordBranches(
        _ keyword: String, _ rule: BranchesRule, _ node: borrowing SchemaNode, _ value: JSONPart, _ message: String
    ) -> Bool {
        recorder?.open(keyword, of: node, path: path, error: message)
        for branch in rule.branches {
            _ = check(branch, value)
            if !goesOn { break }
        }
        recorder?.close(failed: true)
        return false
    }

    /// Fails `contains` with what is wrong with each item; answers false, always.
    mutating func recordItems(
        of value: JSONPart, _ rule: ContainsRule, _ node: borrowing SchemaNode, _ message: String
    ) -> Bool {
        recorder?.open("contains", of: node, path: path, error: message)
        var item = value.following
        for place in 0..<parts.count(of: value) {
            _ = check(rule.schema, item, at: String(place))
            if !goesOn { break }
            item = parts.part(behind: item)
        }
        recorder?.close(failed: true)
        return false
    }
}
