internal import HyperFleetModel
internal import JSONModel

/// The resources of a force delete as the column `removed` of `force_deletions` keeps them.
enum RemovedResourceCodec {
    static func encode(_ removed: [RemovedResource]) -> [UInt8] {
        JSONValue.array(removed.map(value)).serialized()
    }

    static func decode(_ bytes: [UInt8]) throws(StoredJSONError) -> [RemovedResource] {
        var reader = StoredJSONReader(bytes)
        var removed: [RemovedResource] = []
        try reader.array { reader throws(StoredJSONError) in removed.append(try resource(&reader)) }
        return removed
    }

    private static func value(_ resource: RemovedResource) -> JSONValue {
        .object(
            JSONObject([
                ("kind", .string(resource.kind.name)),
                ("id", .string(resource.id.description)),
                ("name", .string(resource.name)),
                ("generation", .number(JSONNumber(resource.generation))),
                ("adapters", .array(resource.adapters.map { .string($0) })),
            ]))
    }

    private static func resource(_ reader: inout StoredJSONReader) throws(StoredJSONError) -> RemovedResource {
        var kind: ResourceKind?
        var id: ResourceID?
        var name = ""
        var generation: Int64 = 0
        var adapters: [String] = []
        try reader.object { key, reader throws(StoredJSONError) in
            if reader.matches(key, "kind") {
                let text = try reader.string()
                kind = ResourceKind.allCases.first { $0.name == text }
            } else if reader.matches(key, "id") {
                id = ResourceID(try reader.string())
            } else if reader.matches(key, "name") {
                name = try reader.string()
            } else if reader.matches(key, "generation") {
                generation = try reader.integer()
            } else if reader.matches(key, "adapters") {
                try reader.array { reader throws(StoredJSONError) in adapters.append(try reader.string()) }
            } else {
                try reader.skipValue()
            }
        }
        guard let kind, let id else { throw reader.expected("a removed resource before here: kind and id") }
        return RemovedResource(kind: kind, id: id, name: name, generation: generation, adapters: adapters)
    }
}
