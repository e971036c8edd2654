internal import HyperFleetModel
internal import JSONModel

/// What became of a report.
struct ReportAnswerView: Presentable {
    let answer: ReportAnswer
    let adapter: String

    var json: JSONValue {
        get throws {
            var members: [(key: String, value: JSONValue)] = [
                ("outcome", .string(answer.outcome.rawValue)), ("resourceId", .string(answer.resourceID.description)),
                ("generation", .number(answer.generation)), ("resourceVersion", .number(answer.resourceVersion)),
                ("conditions", .array(answer.conditions.map(\.json))),
            ]
            if let status = answer.status { members.append(("status", try status.json)) }
            return .object(JSONObject(members))
        }
    }

    var table: Table {
        Table(
            ["OUTCOME", "ADAPTER", "RESOURCE", "GENERATION", "VERSION", "RECONCILED"],
            [
                [
                    answer.outcome.rawValue, adapter, answer.resourceID.description, String(answer.generation),
                    String(answer.resourceVersion), answer.conditions.statusText(of: "Reconciled"),
                ]
            ])
    }

    var names: [String] { ["status/\(adapter)"] }
}
