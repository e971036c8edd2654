internal import HyperFleetModel
internal import HyperFleetService
internal import PostgresDriver

/// Writes down a force delete.
struct InsertForceDeletion: PostgresStatement {
    static let name = "insert_force_deletion"
    static let sql = """
        INSERT INTO force_deletions (id, deleted_time, caller, reason, kind, resource_id, resource_name, removed) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    static let parameterTypes: [PostgresType] = [.uuid, .timestamptz, .text, .text, .text, .uuid, .text, .jsonb]

    let record: ForceDeletionRecord

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(record.deletion.auditID)
        parameters.append(record.time)
        parameters.append(record.caller)
        parameters.append(record.reason)
        parameters.append(record.resource.kind.name)
        parameters.append(record.resource.id)
        parameters.append(record.resource.name)
        parameters.appendJSON(RemovedResourceCodec.encode(record.deletion.removed))
    }
}

/// Reads what a force delete of a resource removed.
struct SelectForceDeletion: PostgresStatement {
    static let name = "select_force_deletion"
    static let sql = "SELECT id, removed FROM force_deletions WHERE resource_id = $1 ORDER BY id DESC LIMIT 1"
    static let parameterTypes: [PostgresType] = [.uuid]

    let id: ResourceID

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(id)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> ForceDeletion {
        let removed = try row.json(1)
        return ForceDeletion(
            auditID: ResourceID(try row.uuid(0)),
            removed: try ResourceColumns.decoding("removed") { () throws(StoredJSONError) in
                try RemovedResourceCodec.decode(removed)
            })
    }
}
