internal import HyperFleetModel
internal import JSONModel
internal import RPCCore

extension Resource {
    /// `cluster/NAME`.
    var word: String { "\(kind.word)/\(name)" }

    /// As a JSON object's members, in the order that docs/hfctl.md gives.
    ///
    /// - Throws: `CommandFailure` when the server sent a spec that is no JSON.
    var members: [(key: String, value: JSONValue)] {
        get throws {
            var members: [(key: String, value: JSONValue)] = [
                ("kind", .string(kind.name)), ("id", .string(id.description)), ("name", .string(name)),
            ]
            if let owner {
                let reference = [("kind", ResourceKind.cluster.name), ("id", owner.description)]
                members.append(("owner", .object(JSONObject(reference.map { (key: $0, value: .string($1)) }))))
            }
            members += [
                ("labels", .object(JSONObject(labels.sorted.map { (key: $0.key, value: .string($0.value)) }))),
                ("spec", try spec.shown),
                ("generation", .number(generation)),
                ("generationTime", .string(generationTime.rfc3339)),
                ("resourceVersion", .number(resourceVersion)),
                ("conditions", .array(conditions.map(\.json))),
                ("createdTime", .string(createdTime.rfc3339)), ("createdBy", .string(createdBy)),
                ("updatedTime", .string(updatedTime.rfc3339)), ("updatedBy", .string(updatedBy)),
            ]
            if let deletedTime { members.append(("deletedTime", .string(deletedTime.rfc3339))) }
            if let deletedBy { members.append(("deletedBy", .string(deletedBy))) }
            return members
        }
    }
}

extension JSONDocument {
    /// The value, for an answer to be shown.
    var shown: JSONValue {
        get throws {
            do {
                return try value()
            } catch {
                throw CommandFailure(
                    RPCError(
                        .internalError, message: "the server sent a document that is no JSON: \(error.message)",
                        processed: .yes))
            }
        }
    }
}

extension JSONValue {
    /// A whole number.
    static func number(_ value: Int64) -> JSONValue {
        JSONNumber(String(value)).map { .number($0) } ?? .string(String(value))
    }
}
