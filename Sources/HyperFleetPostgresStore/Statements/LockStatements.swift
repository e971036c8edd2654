internal import HyperFleetModel
internal import PostgresDriver

/// Locks a resource's row, and reads nothing: what is read must be read by a statement that begins under the lock.
struct LockResource<Table: ResourceTable>: PostgresStatement {
    static var name: String { Table.kind == .cluster ? "lock_cluster" : "lock_node_pool" }
    static var sql: String { Table.sql.lock }
    static var parameterTypes: [PostgresType] { [.uuid] }

    let id: ResourceID

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(id)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> ResourceID {
        ResourceID(try row.uuid(0))
    }
}

/// Reads a row that is locked, how many children it has, and the database's clock.
struct SelectLockedResource<Table: ResourceTable>: PostgresStatement {
    struct Row: Sendable {
        var resource: Resource
        var childCount: Int64
        var now: Timestamp
    }

    static var name: String { Table.kind == .cluster ? "select_locked_cluster" : "select_locked_node_pool" }
    static var sql: String { Table.sql.selectLocked }
    static var parameterTypes: [PostgresType] { [.uuid] }

    let id: ResourceID

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(id)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> Row {
        Row(
            resource: try ResourceColumns.decode(row, kind: Table.kind),
            childCount: try row.int64(ResourceColumns.count),
            now: Timestamp(microseconds: try row.timestamp(ResourceColumns.count + 1)))
    }
}

/// Locks all node pools of a cluster in id order.
struct LockNodePools: PostgresStatement {
    static let name = "lock_node_pools"
    static let sql = "SELECT id FROM node_pools WHERE cluster_id = $1 ORDER BY id FOR UPDATE"
    static let parameterTypes: [PostgresType] = [.uuid]

    let cluster: ResourceID

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(cluster)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> ResourceID {
        ResourceID(try row.uuid(0))
    }
}

/// Reads all node pools of a cluster in id order, and the database's clock with each.
struct SelectLockedNodePools: PostgresStatement {
    static let name = "select_locked_node_pools"
    static let sql = """
        SELECT \(ResourceSQL.columns(of: .nodePool)), clock_timestamp()
        FROM node_pools r \(ResourceSQL.labels(of: .nodePool)) WHERE r.cluster_id = $1 ORDER BY r.id
        """
    static let parameterTypes: [PostgresType] = [.uuid]

    let cluster: ResourceID

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(cluster)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> (resource: Resource, now: Timestamp) {
        (
            resource: try ResourceColumns.decode(row, kind: .nodePool),
            now: Timestamp(microseconds: try row.timestamp(ResourceColumns.count))
        )
    }
}

/// Locks a cluster's row against a delete or a mark, and reads whether it is marked.
///
/// The lock that the foreign key takes by itself does not conflict with a mark. The row that comes back is the one
/// that was locked: PostgreSQL reads it again after waiting.
struct LockOwner: PostgresStatement {
    static let name = "lock_owner"
    static let sql = "SELECT deleted_at IS NOT NULL FROM clusters WHERE id = $1 FOR SHARE"
    static let parameterTypes: [PostgresType] = [.uuid]

    let id: ResourceID

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(id)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> Bool {
        try row.bool(0)
    }
}
