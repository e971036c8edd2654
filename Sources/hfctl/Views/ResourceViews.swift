internal import JSONModel

/// The answers of one call for several resources.
struct ResourceViews: Presentable {
    /// At least one.
    let views: [any Presentable]

    var json: JSONValue {
        get throws { .object(JSONObject([("items", .array(try views.map { try $0.json }))])) }
    }

    var table: Table {
        let tables = views.map(\.table)
        let headings = tables.map(\.headings).max { $0.count < $1.count } ?? []
        return Table(headings, tables.flatMap(\.rows).map { Self.filled($0, to: headings.count) })
    }

    var names: [String] { views.flatMap(\.names) }

    /// A row with empty cells before its last one, which is the answer's fact.
    private static func filled(_ row: [String], to count: Int) -> [String] {
        guard row.count < count, let last = row.last else { return row }
        return row.dropLast() + Array(repeating: "", count: count - row.count) + [last]
    }
}
