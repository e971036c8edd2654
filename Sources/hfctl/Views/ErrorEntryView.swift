internal import HyperFleetModel
internal import JSONModel

/// Reasons of refusals: one in full, several as a list.
struct ErrorEntryView: Presentable {
    let entries: [ErrorEntry]

    var json: JSONValue {
        let items = entries.map { entry in
            JSONValue.object(
                JSONObject([
                    ("reason", .string(entry.reason.rawValue)), ("code", .string(entry.code.rawValue)),
                    ("title", .string(entry.title)), ("when", .string(entry.raisedWhen)),
                    ("help", .string(entry.remedy)),
                ]))
        }
        return items.count == 1 ? items[0] : .object(JSONObject([("items", .array(items))]))
    }

    var table: Table {
        guard entries.count == 1, let entry = entries.first else {
            return Table(
                ["REASON", "CODE", "WHAT"], entries.map { [$0.reason.rawValue, $0.code.rawValue, $0.title] })
        }
        return Table(
            ["REASON", entry.reason.rawValue],
            [
                ["code", entry.code.rawValue], ["what", entry.title], ["when", entry.raisedWhen],
                ["help", entry.remedy],
            ])
    }

    var names: [String] { entries.map(\.reason.rawValue) }
}
