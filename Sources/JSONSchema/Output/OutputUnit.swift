internal import JSONModel

/// What came of one schema or keyword at one place of the value (JSON Schema 2020-12, section 12.3), where it failed.
struct OutputUnit: Sendable {
    /// The way that validation took, through references.
    let keywordLocation: [String]
    /// Where the schema or keyword stands, as its resource calls the place; nil where the resource has no URI.
    let absoluteKeywordLocation: String?
    /// The place of the value that was looked at.
    let instanceLocation: [String]
    /// What was wanted and what stands there; nil where only `errors` say it.
    var error: String?
    /// What failed within, in the order in which it was checked.
    var errors: [OutputUnit] = []

    /// The unit without those below that only lead to a single other one.
    var condensed: OutputUnit {
        var unit = self
        unit.errors = errors.map(\.condensed)
        guard unit.error == nil, unit.errors.count == 1 else { return unit }
        return unit.errors[0]
    }

    /// Those below, each before what is below it, and none with any below itself.
    var flattened: [OutputUnit] {
        var list: [OutputUnit] = []
        for unit in errors {
            var alone = unit
            alone.errors = []
            alone.error = unit.error ?? "a rule within this schema is broken"
            list.append(alone)
            list += unit.flattened
        }
        return list
    }

    /// The unit as section 12.3 writes it.
    var json: JSONValue {
        var members: [JSONObject.Member] = [
            ("valid", .bool(false)), ("keywordLocation", .string(JSONPointer(keywordLocation).description)),
        ]
        if let absoluteKeywordLocation {
            members.append(("absoluteKeywordLocation", .string(absoluteKeywordLocation)))
        }
        members.append(("instanceLocation", .string(JSONPointer(instanceLocation).description)))
        if let error { members.append(("error", .string(error))) }
        if !errors.isEmpty { members.append(("errors", .array(errors.map(\.json)))) }
        return .object(JSONObject(members))
    }
}
