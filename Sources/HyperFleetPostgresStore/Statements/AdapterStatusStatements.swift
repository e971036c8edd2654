internal import HyperFleetModel
internal import JSONModel
internal import PostgresDriver

/// A resource's reports, ordered by adapter: one empty row where it has none, no row where there is no resource.
struct SelectAdapterStatuses<Table: ResourceTable>: PostgresStatement {
    static var name: String { Table.kind == .cluster ? "select_cluster_statuses" : "select_node_pool_statuses" }
    static var sql: String { Table.sql.selectStatuses }
    static var parameterTypes: [PostgresType] { [.uuid] }

    let id: ResourceID

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(id)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> AdapterStatus? {
        guard let adapter = try row.optionalText(0) else { return nil }
        return try AdapterStatusColumns.decode(row, adapter: adapter, behind: 1)
    }
}

/// The reports of all node pools of a cluster, by node pool and adapter.
struct SelectNodePoolStatusesOfCluster: PostgresStatement {
    static let name = "select_node_pool_statuses_of_cluster"
    static let sql = """
        SELECT s.owner_id, s.adapter, s.observed_generation, s.conditions, s.data, s.created_time, s.last_report_time
        FROM node_pools r
        JOIN adapter_statuses s ON s.owner_type = 'NodePool' AND s.owner_id = r.id
        WHERE r.cluster_id = $1 ORDER BY s.owner_id, s.adapter
        """
    static let parameterTypes: [PostgresType] = [.uuid]

    let cluster: ResourceID

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(cluster)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> (owner: ResourceID, status: AdapterStatus) {
        (
            owner: ResourceID(try row.uuid(0)),
            status: try AdapterStatusColumns.decode(row, adapter: try row.text(1), behind: 2)
        )
    }
}

/// The reports about these node pools, those of one together, each with the id of its node pool.
struct SelectStatusesOfNodePools: PostgresStatement {
    static let name = "select_statuses_of_node_pools"
    static let sql = """
        SELECT s.owner_id, s.adapter, s.observed_generation, s.conditions, s.data, s.created_time, s.last_report_time
        FROM adapter_statuses s WHERE s.owner_type = 'NodePool' AND s.owner_id = ANY ($1)
        ORDER BY s.owner_id, s.adapter
        """
    static let parameterTypes: [PostgresType] = [.uuidArray]

    let nodePools: [ResourceID]

    func bind(into parameters: inout PostgresParameters) {
        parameters.appendUUIDs(nodePools.map { (high: $0.high, low: $0.low) })
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> (owner: ResourceID, status: AdapterStatus) {
        try SelectNodePoolStatusesOfCluster.decode(row)
    }
}

/// Writes an adapter's report in place of its former one.
struct PutAdapterStatus<Table: ResourceTable>: PostgresStatement {
    static var name: String { Table.kind == .cluster ? "put_cluster_status" : "put_node_pool_status" }
    static var sql: String { Table.sql.putStatus }
    static var parameterTypes: [PostgresType] { [.uuid, .text, .int8, .jsonb, .jsonb, .timestamptz, .timestamptz] }

    let owner: ResourceID
    let status: AdapterStatus

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(owner)
        parameters.append(status.adapter)
        parameters.append(status.observedGeneration)
        parameters.appendJSON(AdapterConditionCodec.encode(status.conditions))
        parameters.appendJSON(status.data.bytes)
        parameters.append(status.createdTime)
        parameters.append(status.lastReportTime)
    }
}

/// The columns of a report behind its adapter.
enum AdapterStatusColumns {
    static func decode(
        _ row: PostgresRow, adapter: String, behind first: Int
    ) throws(PostgresError) -> AdapterStatus {
        let conditions = try row.json(first + 1)
        return AdapterStatus(
            adapter: adapter,
            observedGeneration: try row.int64(first),
            conditions: try ResourceColumns.decoding("conditions") { () throws(StoredJSONError) in
                try AdapterConditionCodec.decode(conditions)
            },
            data: JSONDocument(trusted: try row.json(first + 2)),
            createdTime: Timestamp(microseconds: try row.timestamp(first + 3)),
            lastReportTime: Timestamp(microseconds: try row.timestamp(first + 4)))
    }
}
