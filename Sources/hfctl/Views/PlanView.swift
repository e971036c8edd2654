internal import JSONModel

/// How the database would look for a page.
struct PlanView: Presentable {
    let plan: String

    var json: JSONValue { .object(JSONObject([("plan", .array(lines.map { .string($0) }))])) }

    var table: Table { Table(["PLAN"], lines.map { [$0] }) }

    var names: [String] { lines }

    private var lines: [String] { plan.split(separator: "\n").map(String.init) }
}
