internal import HyperFleetModel

/// A search as one SQL condition on row `r`: every text comes from this file and its extensions, every value is bound.
///
/// Where a comparison is true, the condition is true; where it is false, it is false or NULL. Only `not` needs more,
/// and asks whether its part is not true.
struct SearchSQL {
    let kind: ResourceKind
    var values: SearchValues
    /// The place of an id that all rows lie behind, so that an index of labels can begin there; nil where there is
    /// none.
    var labelsBehind: String?

    init(kind: ResourceKind, values: SearchValues) {
        self.kind = kind
        self.values = values
    }

    mutating func condition(_ expression: SearchExpression) -> String {
        switch expression {
        case .all(let parts): joined(parts, by: " AND ", empty: "true")
        case .any(let parts): anyOfTexts(parts) ?? joined(parts, by: " OR ", empty: "false")
        case .not(let part): "((\(condition(part))) IS NOT TRUE)"
        case .test(let field, let test): condition(field, test)
        }
    }

    private mutating func joined(_ parts: [SearchExpression], by word: String, empty: String) -> String {
        guard !parts.isEmpty else { return empty }
        var texts: [String] = []
        for part in parts { texts.append("(\(condition(part)))") }
        return texts.joined(separator: word)
    }

    /// A list of texts for one field as one comparison; nil where the parts are anything else.
    private mutating func anyOfTexts(_ parts: [SearchExpression]) -> String? {
        guard parts.count > 1, case .test(let field, _)? = parts.first else { return nil }
        switch field.type {
        case .text, .label: break
        default: return nil
        }
        var texts: [String] = []
        for part in parts {
            guard case .test(field, .compares(.equal, .text(let text))) = part else { return nil }
            texts.append(text)
        }
        return tested(field) { scalar, search in "\(scalar) = ANY (\(search.values.append(texts)))" }
    }

    private mutating func condition(_ field: SearchField, _ test: SearchTest) -> String {
        switch (field, test) {
        case (.column(.id), .compares(.equal, .text(let text))): return idEquals(text, "r.id")
        case (.column(.ownerID), .compares(.equal, .text(let text))) where kind == .nodePool:
            return idEquals(text, "r.cluster_id")
        case (.condition("Reconciled", .status), .compares(.equal, .text("False"))):
            // Said by a constant, as the partial index says it.
            return Self.isUnreconciled(row: "r.")
        case (.condition(let type, .status), .compares(.equal, .text(let status))):
            return "r.conditions @> \(values.append(json: SearchJSON.condition(type: type, status: status)))"
        case (.spec(let steps), _): return json("r.spec", steps, test)
        case (.adapter(let name, .data(let steps)), _):
            return report(of: name) { search in search.json("s.data", steps, test) }
        case (.adapter(let name, .report), _): return report(of: name) { _ in "true" }
        default: return tested(field) { scalar, search in search.condition(scalar, test) }
        }
    }

    /// The condition that a resource is not reconciled, in the words of `pg_get_indexdef`.
    static func isUnreconciled(row: String = "") -> String {
        #"\#(row)conditions @> '[{"type": "Reconciled", "status": "False"}]'::jsonb"#
    }

    /// An id by its index; no id is a text of another form.
    private mutating func idEquals(_ text: String, _ column: String) -> String {
        guard let id = ResourceID(text), id.description == text else { return "false" }
        return "\(column) = \(values.append(id))"
    }

    // MARK: Fields

    /// A condition on the scalar of `field`, inside of what must be there for it.
    private mutating func tested(
        _ field: SearchField, _ test: (String, inout SearchSQL) -> String
    ) -> String {
        switch field {
        case .column(let column): return test(Self.scalar(column, kind), &self)
        case .label(let key):
            let place = values.append(key)
            let behind = labelsBehind.map { " AND s.owner_id < \($0)" } ?? ""
            return """
                EXISTS (SELECT FROM labels s WHERE s.owner_type = '\(kind.name)' AND s.owner_id = r.id\(behind) \
                AND s.key = \(place) AND \(test("s.value", &self)))
                """
        case .condition(let type, let member):
            return element(of: "r.conditions", type) { search in test(Self.scalar(member), &search) }
        case .adapter(let name, let member):
            return report(of: name) { search in search.tested(member, test) }
        case .spec: preconditionFailure("values of the spec are compared as JSON, never as a scalar")
        }
    }

    private mutating func tested(
        _ member: SearchField.AdapterMember, _ test: (String, inout SearchSQL) -> String
    ) -> String {
        switch member {
        case .observedGeneration: test("s.observed_generation", &self)
        case .createdTime: test("s.created_time", &self)
        case .lastReportTime: test("s.last_report_time", &self)
        case .condition(let type):
            element(of: "s.conditions", type) { search in test(Self.scalar(.status), &search) }
        case .report, .data: preconditionFailure("a report and its data hold no scalar")
        }
    }

    private mutating func report(of adapter: String, _ test: (inout SearchSQL) -> String) -> String {
        let place = values.append(adapter)
        return """
            EXISTS (SELECT FROM adapter_statuses s WHERE s.owner_type = '\(kind.name)' AND s.owner_id = r.id \
            AND s.adapter = \(place) AND \(test(&self)))
            """
    }

    /// A condition on the element `c` of this type in an array of conditions.
    private mutating func element(of array: String, _ type: String, _ test: (inout SearchSQL) -> String) -> String {
        let place = values.append(type)
        return """
            EXISTS (SELECT FROM jsonb_array_elements(\(array)) c WHERE c ->> 'type' = \(place) AND \(test(&self)))
            """
    }

    private static func scalar(_ column: SearchColumn, _ kind: ResourceKind) -> String {
        switch column {
        case .id: "r.id::text COLLATE \"C\""
        case .ownerID: kind == .cluster ? "NULL::text COLLATE \"C\"" : "r.cluster_id::text COLLATE \"C\""
        case .kind: "'\(kind.name)'::text COLLATE \"C\""
        case .deletedTime: "r.deleted_at"
        case .name, .generation, .resourceVersion, .generationTime, .createdTime, .createdBy, .updatedTime,
            .updatedBy, .deletedBy:
            "r.\(column.rawValue)"
        }
    }

    private static func scalar(_ member: SearchField.ConditionMember) -> String {
        switch member {
        case .status, .reason, .message: "(c ->> '\(member.rawValue)') COLLATE \"C\""
        case .observedGeneration: "(c ->> '\(member.rawValue)')::bigint"
        case .createdTime, .lastUpdatedTime, .lastTransitionTime: "(c ->> '\(member.rawValue)')::timestamptz"
        }
    }

    // MARK: Tests

    private mutating func condition(_ scalar: String, _ test: SearchTest) -> String {
        switch test {
        case .exists: "\(scalar) IS NOT NULL"
        case .compares(let comparison, let value): "\(scalar) \(comparison.rawValue) \(place(of: value))"
        case .matches(let pattern): like(scalar, pattern)
        }
    }

    mutating func like(_ scalar: String, _ pattern: SearchPattern) -> String {
        "\(scalar) \(pattern.ignoresCase ? "ILIKE" : "LIKE") \(values.append(pattern.text))"
    }

    private mutating func place(of value: SearchValue) -> String {
        switch value {
        case .text(let text): values.append(text)
        case .integer(let integer): values.append(integer)
        case .time(let time): values.append(time)
        case .timeFromNow(let microseconds):
            "now() + \(values.append(microseconds))::double precision * interval '1 microsecond'"
        case .number, .bool: preconditionFailure("numbers and truth values are compared with JSON alone")
        }
    }
}
