internal import JSONModel

extension ValidationRun {
    /// Writes a violation down, if this run does; answers false, always.
    ///
    /// - Parameters:
    ///   - keyword: the rule's; nil for the `false` schema.
    ///   - member: the missing or surplus member that it is about.
    ///   - rule: what stands below the keyword in the schema, the missing member's name say.
    ///   - value: what stands there, shown unless it is secret.
    mutating func fail(
        _ node: borrowing SchemaNode, _ keyword: String?, member: String? = nil, rule: String? = nil,
        _ message: @autoclosure () -> String, _ value: JSONPart?
    ) -> Bool {
        guard isCollecting, violations.count < limit else { return false }
        var schemaPointer = node.pointer
        if let keyword { schemaPointer.append(keyword) }
        if let rule { schemaPointer.append(rule) }
        let place = JSONPointer(member.map { path + [$0] } ?? path)
        let shown = value.flatMap { isSecret() ? nil : Wording.plain(showable($0)) }
        let message = message()
        note(keyword, member: member, message)
        violations.append(
            SchemaViolation(
                instancePointer: place, schemaPointer: schemaPointer,
                schemaLocation: program.resources[node.origin.resource].location(of: schemaPointer.tokens),
                keyword: keyword ?? "false", message: message, value: shown))
        return false
    }

    /// `, but is X`: nothing for a secret, and for what is too large to show.
    mutating func butIs(_ value: JSONPart) -> String {
        guard !isSecret() else { return "" }
        return ", but is \(Wording.inline(showable(value)))"
    }

    /// More bytes of a text than messages show.
    private static let shownBytes = 1024

    /// What of a value messages may show: of arrays and objects no more than what they are.
    private func showable(_ value: JSONPart) -> JSONValue {
        switch parts.kind(of: value) {
        case .array: .array([])
        case .object: .object(JSONObject())
        case .string: .string(parts.string(of: value, upTo: Self.shownBytes))
        case .null, .boolean, .shortInteger, .number: parts.value(of: value)
        }
    }

    mutating func failType(_ rule: TypeRule, _ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        guard isCollecting else { return false }
        var found = Wording.kind(of: parts.kind(of: value))
        if parts.isNumber(value) {
            found = isSecret() ? "another number" : "the number \(Wording.inline(showable(value)))"
        }
        let wanted = Wording.alternatives(rule.types.words)
        return fail(node, "type", "must be \(wanted), but is \(found)", value)
    }

    mutating func failEnumeration(_ values: [JSONValue], _ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        guard isCollecting else { return false }
        let wanted = Wording.list(values, as: Wording.inline)
        let start =
            isSecret()
            ? "is none of the allowed values" : "must be one of \(wanted)\(butIs(value))\(hint(value, values))"
        return fail(node, "enum", start, value)
    }

    /// `; did you mean "x"?`, where a text is near to an allowed one.
    private func hint(_ value: JSONPart, _ allowed: [JSONValue]) -> String {
        guard parts.isString(value) else { return "" }
        let text = parts.string(of: value)
        let texts = allowed.lazy.compactMap { allowed -> String? in
            guard case .string(let text) = allowed else { return nil }
            return text
        }
        return Suggestion.closest(to: text, among: Array(texts.prefix(Suggestion.mostCandidates))).map {
            "; did you mean \(Wording.quoted($0))?"
        } ?? ""
    }

    mutating func failConstant(_ wanted: JSONValue, _ node: borrowing SchemaNode, _ value: JSONPart) -> Bool {
        guard isCollecting else { return false }
        let start = isSecret() ? "is not the only allowed value" : "must be \(Wording.inline(wanted))\(butIs(value))"
        return fail(node, "const", start, value)
    }
}
