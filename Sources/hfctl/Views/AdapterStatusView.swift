internal import HyperFleetModel
internal import JSONModel

/// What adapters reported about one resource.
struct AdapterStatusView: Presentable {
    let statuses: [AdapterStatus]

    var json: JSONValue {
        get throws { .object(JSONObject([("items", .array(try statuses.map { try $0.json }))])) }
    }

    var table: Table {
        let now = Timestamp.now
        let rows = statuses.map { status in
            [status.adapter, String(status.observedGeneration)]
                + ["Available", "Applied", "Health", "Finalized"].map(status.statusText(of:))
                + [Age.text(from: status.lastReportTime, to: now)]
        }
        return Table(["ADAPTER", "GENERATION", "AVAILABLE", "APPLIED", "HEALTH", "FINALIZED", "REPORTED"], rows)
    }

    var names: [String] { statuses.map { "status/\($0.adapter)" } }
}

extension AdapterStatus {
    /// As docs/hfctl.md gives it.
    var json: JSONValue {
        get throws {
            .object(
                JSONObject([
                    ("adapter", .string(adapter)), ("observedGeneration", .number(observedGeneration)),
                    ("conditions", .array(conditions.map(\.json))), ("data", try data.shown),
                    ("createdTime", .string(createdTime.rfc3339)),
                    ("lastReportTime", .string(lastReportTime.rfc3339)),
                ]))
        }
    }

    fileprivate func statusText(of type: String) -> String {
        conditions.first { $0.type == type }?.status.rawValue ?? ""
    }
}

extension AdapterCondition {
    fileprivate var json: JSONValue {
        .object(
            JSONObject([
                ("type", .string(type)), ("status", .string(status.rawValue)), ("reason", .string(reason)),
                ("message", .string(message)), ("lastTransitionTime", .string(lastTransitionTime.rfc3339)),
            ]))
    }
}
