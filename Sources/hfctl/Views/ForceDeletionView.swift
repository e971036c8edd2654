internal import HyperFleetModel
internal import JSONModel

/// What a force delete removed, or would remove.
struct ForceDeletionView: Presentable {
    let deletion: ForceDeletion
    let isDryRun: Bool

    var json: JSONValue {
        var members: [(key: String, value: JSONValue)] = [("removed", .array(deletion.removed.map(Self.json)))]
        if isDryRun {
            members.append(("dryRun", .bool(true)))
        } else {
            members.append(("auditId", .string(deletion.auditID.description)))
        }
        return .object(JSONObject(members))
    }

    var table: Table {
        Table(
            ["KIND", "NAME", "ID", "GENERATION", "REPORTS"],
            deletion.removed.map {
                [
                    $0.kind.name, $0.name, $0.id.description, String($0.generation),
                    $0.adapters.joined(separator: ","),
                ]
            },
            footer: isDryRun ? "nothing was removed" : "audit record: \(deletion.auditID)")
    }

    var names: [String] { deletion.removed.map { "\($0.kind.word)/\($0.name)" } }

    private static func json(_ removed: RemovedResource) -> JSONValue {
        .object(
            JSONObject([
                ("kind", .string(removed.kind.name)), ("name", .string(removed.name)),
                ("id", .string(removed.id.description)), ("generation", .number(removed.generation)),
                ("adapters", .array(removed.adapters.map { .string($0) })),
            ]))
    }
}
