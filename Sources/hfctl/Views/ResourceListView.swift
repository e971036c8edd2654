internal import HyperFleetModel
internal import JSONModel

/// Several resources of one kind, and how their list goes on.
struct ResourceListView: Presentable {
    let resources: [Resource]
    /// Empty at the end of the list.
    var nextPageToken: String
    var total: Int64?

    init(_ resources: [Resource], nextPageToken: String = "", total: Int64? = nil) {
        self.resources = resources
        self.nextPageToken = nextPageToken
        self.total = total
    }

    var jsonLines: [JSONValue] {
        get throws { try resources.map { .object(JSONObject(try $0.members)) } }
    }

    var json: JSONValue {
        get throws {
            var members: [(key: String, value: JSONValue)] = [
                ("items", .array(try jsonLines)), ("nextPageToken", .string(nextPageToken)),
            ]
            if let total { members.append(("total", .number(total))) }
            return .object(JSONObject(members))
        }
    }

    var table: Table {
        let now = Timestamp.now
        let hasOwners = resources.contains { $0.owner != nil }
        let headings = ["NAME", "ID", "CLUSTER", "STATE", "GENERATION", "VERSION", "RECONCILED", "AGE"]
        let rows = resources.map { resource in
            [
                resource.name, resource.id.description, resource.owner?.description ?? "",
                resource.isMarked ? "Finalizing" : "Active", String(resource.generation),
                String(resource.resourceVersion), resource.conditions.statusText(of: "Reconciled"),
                Age.text(from: resource.createdTime, to: now),
            ]
        }
        let table = Table(headings, rows, footer: total.map { "total: \($0)" })
        return hasOwners ? table : table.without("CLUSTER")
    }

    var names: [String] { resources.map(\.word) }
}

extension Table {
    fileprivate func without(_ heading: String) -> Table {
        guard let column = headings.firstIndex(of: heading) else { return self }
        var table = self
        table.headings.remove(at: column)
        for row in table.rows.indices { table.rows[row].remove(at: column) }
        return table
    }
}
