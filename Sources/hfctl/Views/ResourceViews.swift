internal import JSONModel

/// Several resources that were asked for one by one.
struct ResourceViews: Presentable {
    /// At least one.
    let views: [ResourceView]

    var json: JSONValue {
        get throws { .object(JSONObject([("items", .array(try views.map { try $0.json }))])) }
    }

    var table: Table {
        let tables = views.map(\.table)
        return Table(tables[0].headings, tables.flatMap(\.rows))
    }

    var names: [String] { views.flatMap(\.names) }
}
