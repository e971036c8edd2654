internal import HyperFleetModel
internal import JSONModel

/// A resource after its delete; one that is gone by now, which a repeated call finds, is known by its id alone.
struct DeleteAnswerView: Presentable {
    let kind: ResourceKind
    let answer: DeleteAnswer

    var json: JSONValue {
        get throws {
            if let resource = answer.resource { return try view(of: resource).json }
            return .object(
                JSONObject([
                    ("id", .string(answer.replay?.id.description ?? "")), ("kind", .string(kind.name)),
                    ("outcome", .string(answer.outcome.rawValue)),
                ]))
        }
    }

    var table: Table {
        if let resource = answer.resource { return view(of: resource).table }
        return Table(["ID", "OUTCOME"], [[answer.replay?.id.description ?? "", answer.outcome.rawValue]])
    }

    var names: [String] {
        if let resource = answer.resource { return [resource.word] }
        return answer.replay.map { ["\(kind.word)/\($0.id)"] } ?? []
    }

    private func view(of resource: Resource) -> ResourceView {
        ResourceView(resource: resource, fact: ("outcome", .string(answer.outcome.rawValue)))
    }
}
