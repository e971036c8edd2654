internal import HyperFleetModel
internal import JSONModel
internal import PostgresDriver

/// Stores a new cluster's row.
struct InsertCluster: PostgresStatement {
    static let name = "insert_cluster"
    static let sql = """
        INSERT INTO clusters (id, generation, generation_time, resource_version, conditions, updated_time, updated_by,
                              deleted_at, deleted_by, name, spec, created_time, created_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """
    static let parameterTypes: [PostgresType] =
        [.uuid] + PostgresParameters.changeableTypes + [.text, .jsonb, .timestamptz, .text]

    let resource: Resource

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(resource.id)
        parameters.appendChangeable(resource)
        parameters.append(resource.name)
        parameters.appendJSON(resource.spec.bytes)
        parameters.append(resource.createdTime)
        parameters.append(resource.createdBy)
    }
}

/// Stores a new node pool's row, if its cluster is there and unmarked.
struct InsertNodePool: PostgresStatement {
    static let name = "insert_node_pool"
    static let sql = """
        INSERT INTO node_pools (id, generation, generation_time, resource_version, conditions, updated_time,
                                updated_by, deleted_at, deleted_by, name, spec, created_time, created_by, cluster_id)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, c.id
        FROM clusters c WHERE c.id = $14 AND c.deleted_at IS NULL
        """
    static let parameterTypes: [PostgresType] = InsertCluster.parameterTypes + [.uuid]

    let resource: Resource
    let cluster: ResourceID

    func bind(into parameters: inout PostgresParameters) {
        InsertCluster(resource: resource).bind(into: &parameters)
        parameters.append(cluster)
    }
}
