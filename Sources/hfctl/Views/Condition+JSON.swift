internal import HyperFleetModel
internal import JSONModel

extension Condition {
    /// As docs/hfctl.md gives it.
    var json: JSONValue {
        .object(
            JSONObject([
                ("type", .string(type)), ("status", .string(status ? "True" : "False")), ("reason", .string(reason)),
                ("message", .string(message)), ("observedGeneration", .number(observedGeneration)),
                ("createdTime", .string(createdTime.rfc3339)), ("lastUpdatedTime", .string(lastUpdatedTime.rfc3339)),
                ("lastTransitionTime", .string(lastTransitionTime.rfc3339)),
            ]))
    }
}

extension [Condition] {
    /// `True`, `False`, or nothing where there is no such condition.
    func statusText(of type: String) -> String {
        first { $0.type == type }.map { $0.status ? "True" : "False" } ?? ""
    }
}
