internal import HyperFleetModel
internal import JSONModel

/// Several resources of one kind with the members that were asked for.
struct MaskedListView: Presentable {
    private let resources: [Resource]
    private let mask: FieldMask
    private let nextPageToken: String
    private let total: Int64?

    init(_ resources: [Resource], mask: FieldMask, nextPageToken: String, total: Int64?) {
        self.resources = resources
        self.mask = mask
        self.nextPageToken = nextPageToken
        self.total = total
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

    var jsonLines: [JSONValue] {
        get throws { try resources.map { .object(JSONObject(try shown($0))) } }
    }

    /// A column for each member that was asked for; maps and lists as `key=value`.
    var table: Table {
        let members = FieldMask.Member.allCases.filter { $0 != .kind && mask.members.contains($0) }
        let rows = resources.map { resource in
            var masked = resource
            mask.apply(to: &masked)
            return members.map { text(of: $0, in: masked) }
        }
        return Table(members.map(\.heading), rows, footer: total.map { "total: \($0)" })
    }

    var names: [String] {
        resources.map { mask.members.contains(.name) ? $0.word : "\($0.kind.word)/\($0.id)" }
    }

    private func shown(_ resource: Resource) throws -> [(key: String, value: JSONValue)] {
        var readable = resource
        // A spec that was left out is no JSON.
        if !mask.members.contains(.spec) { readable.spec = .emptyObject }
        let wanted = Set(mask.members.map(\.jsonName))
        var members = try readable.members.filter { wanted.contains($0.key) }
        if let place = members.firstIndex(where: { $0.key == "conditions" }) {
            members[place].value = .array(resource.conditions.map(shown))
        }
        return members
    }

    private func shown(_ condition: Condition) -> JSONValue {
        guard case .object(let whole) = condition.json else { return condition.json }
        let wanted = Set(mask.conditionMembers.map { $0.rawValue.camelCased })
        return .object(JSONObject(whole.members.filter { wanted.contains($0.key) }))
    }

    private func text(of member: FieldMask.Member, in resource: Resource) -> String {
        switch member {
        case .id: resource.id.description
        case .kind: resource.kind.name
        case .name: resource.name
        case .owner: resource.owner?.description ?? ""
        case .labels: resource.labels.sorted.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        case .spec: String(decoding: resource.spec.bytes, as: UTF8.self)
        case .generation: String(resource.generation)
        case .generationTime: resource.generationTime.rfc3339
        case .resourceVersion: String(resource.resourceVersion)
        case .createdTime: resource.createdTime.rfc3339
        case .createdBy: resource.createdBy
        case .updatedTime: resource.updatedTime.rfc3339
        case .updatedBy: resource.updatedBy
        case .deletedTime: resource.deletedTime?.rfc3339 ?? ""
        case .deletedBy: resource.deletedBy ?? ""
        case .conditions:
            resource.conditions.map { "\($0.type)=\($0.status ? "True" : "False")" }.joined(separator: ",")
        }
    }
}

extension FieldMask.Member {
    /// As docs/hfctl.md calls it in JSON.
    fileprivate var jsonName: String {
        self == .conditions ? "conditions" : rawValue.camelCased
    }

    fileprivate var heading: String {
        self == .conditions ? "CONDITIONS" : rawValue.uppercased()
    }
}

extension String {
    /// `created_time` as `createdTime`.
    fileprivate var camelCased: String {
        let words = split(separator: "_")
        return (words.prefix(1) + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }).joined()
    }
}
