internal import HyperFleetModel
internal import JSONModel

/// Comparisons with a value inside a JSON column.
extension SearchSQL {
    /// A condition on what lies at `steps` below the JSON object `root`.
    mutating func json(_ root: String, _ steps: [SearchStep], _ test: SearchTest) -> String {
        if case .compares(.equal, let value) = test, let whole = SearchJSON.object(steps, value) {
            return "\(root) @> \(values.append(json: whole))"
        }
        let place = place(root, steps)
        switch test {
        case .exists: return "jsonb_typeof(\(place)) <> 'null'"
        case .matches(let pattern): return onlyText(place) { search, text in search.like(text, pattern) }
        case .compares(let comparison, let value): return compare(place, comparison, value)
        }
    }

    /// The value at `steps`, NULL where there is none: a key finds only members of objects, an index only items of
    /// arrays.
    ///
    /// Keys are a chain, `(r.spec -> $6 -> $7)`. With an index among them it is a path in strict mode, since `-> 0`
    /// takes a plain value for an array of one.
    private mutating func place(_ root: String, _ steps: [SearchStep]) -> String {
        if let path = SearchJSON.path(steps) {
            return "jsonb_path_query_first(\(root), \(values.append(path))::jsonpath, '{}', true)"
        }
        var text = root
        for case .key(let key) in steps { text += " -> \(values.append(key))" }
        return "(\(text))"
    }

    /// A mistyped value is never cast: CASE runs its branch for values of the right type alone.
    private mutating func compare(_ place: String, _ comparison: SearchComparison, _ value: SearchValue) -> String {
        switch value {
        case .text(let text):
            onlyText(place) { search, found in "\(found) \(comparison.rawValue) \(search.values.append(text))" }
        case .number(let number):
            """
            CASE WHEN jsonb_typeof(\(place)) = 'number' \
            THEN \(place)::numeric \(comparison.rawValue) \(values.append(number.text))::numeric END
            """
        case .bool(let flag):
            """
            CASE WHEN jsonb_typeof(\(place)) = 'boolean' \
            THEN \(place)::boolean \(comparison.rawValue) \(values.append(flag)) END
            """
        case .integer, .time, .timeFromNow: preconditionFailure("JSON is compared with JSON's types alone")
        }
    }

    private mutating func onlyText(_ place: String, _ test: (inout SearchSQL, String) -> String) -> String {
        """
        CASE WHEN jsonb_typeof(\(place)) = 'string' \
        THEN \(test(&self, "(\(place) #>> '{}') COLLATE \"C\"")) END
        """
    }
}
