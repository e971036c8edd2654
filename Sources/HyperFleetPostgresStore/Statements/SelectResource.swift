internal import HyperFleetModel
internal import PostgresDriver

/// A resource by its id, marked or not.
struct SelectResource<Table: ResourceTable>: PostgresStatement {
    static var name: String { Table.kind == .cluster ? "select_cluster" : "select_node_pool" }
    static var sql: String { Table.sql.selectByID }
    static var parameterTypes: [PostgresType] { [.uuid] }

    let id: ResourceID

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(id)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> FoundResource {
        try FoundResource(row, kind: Table.kind)
    }
}

/// Resources by their ids, marked or not, in no order; an id without a row has none here.
struct SelectResources<Table: ResourceTable>: PostgresStatement {
    static var name: String { Table.kind == .cluster ? "select_clusters" : "select_node_pools" }
    static var sql: String { Table.sql.selectByIDs }
    static var parameterTypes: [PostgresType] { [.uuidArray] }

    let ids: [ResourceID]

    func bind(into parameters: inout PostgresParameters) {
        parameters.appendUUIDs(ids.map { (high: $0.high, low: $0.low) })
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> FoundResource {
        try FoundResource(row, kind: Table.kind)
    }
}

/// The clusters of a name: the active one, then at most ten marked ones, newest first.
struct SelectClustersByName: PostgresStatement {
    static let name = "select_clusters_by_name"
    static var sql: String { ClusterTable.sql.selectByName }
    static let parameterTypes: [PostgresType] = [.text]

    let resourceName: String

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(resourceName)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> Resource {
        try ResourceColumns.decode(row, kind: .cluster)
    }
}

/// The node pools of a name below a cluster: the active one, then at most ten marked ones, newest first.
struct SelectNodePoolsByName: PostgresStatement {
    static let name = "select_node_pools_by_name"
    static var sql: String { NodePoolTable.sql.selectByName }
    static let parameterTypes: [PostgresType] = [.text, .uuid]

    let resourceName: String
    let cluster: ResourceID

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(resourceName)
        parameters.append(cluster)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> Resource {
        try ResourceColumns.decode(row, kind: .nodePool)
    }
}
