internal import HyperFleetModel
internal import JSONModel

/// One resource as it is shown, with what became of the call that answered it.
struct ResourceView: Presentable {
    let resource: Resource
    /// A fact beside the resource: `changed` of an update, `outcome` of a delete.
    var fact: (name: String, value: JSONValue)?

    var json: JSONValue {
        get throws {
            var members = try resource.members
            if let fact { members.append((fact.name, fact.value)) }
            return .object(JSONObject(members))
        }
    }

    var table: Table {
        var table = ResourceListView([resource]).table
        if let fact {
            table.headings.append(fact.name.uppercased())
            table.rows[0].append(factText)
        }
        return table
    }

    var names: [String] { [resource.word] }

    private var factText: String {
        switch fact?.value {
        case .string(let text): text
        case .bool(let bool): bool ? "yes" : "no"
        case .null, .number, .array, .object, nil: ""
        }
    }
}
