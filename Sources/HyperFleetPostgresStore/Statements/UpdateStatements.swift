internal import HyperFleetModel
internal import JSONModel
internal import PostgresDriver

/// Writes all that may change of a resource's row.
struct UpdateResource<Table: ResourceTable>: PostgresStatement {
    static var name: String { Table.kind == .cluster ? "update_cluster" : "update_node_pool" }
    static var sql: String { Table.sql.update }
    static var parameterTypes: [PostgresType] { [.uuid] + PostgresParameters.changeableTypes + [.jsonb] }

    let resource: Resource

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(resource.id)
        parameters.appendChangeable(resource)
        parameters.appendJSON(resource.spec.bytes)
    }
}

/// The same but for the spec, which is neither sent nor written again: what a report changes.
struct UpdateKeepingSpec<Table: ResourceTable>: PostgresStatement {
    static var name: String {
        Table.kind == .cluster ? "update_cluster_keeping_spec" : "update_node_pool_keeping_spec"
    }
    static var sql: String { Table.sql.updateKeepingSpec }
    static var parameterTypes: [PostgresType] { [.uuid] + PostgresParameters.changeableTypes }

    let resource: Resource

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(resource.id)
        parameters.appendChangeable(resource)
    }
}

/// Removes a resource's row; the database removes what belongs to it.
struct DeleteResource<Table: ResourceTable>: PostgresStatement {
    static var name: String { Table.kind == .cluster ? "delete_cluster" : "delete_node_pool" }
    static var sql: String { Table.sql.delete }
    static var parameterTypes: [PostgresType] { [.uuid] }

    let id: ResourceID

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(id)
    }
}

/// Writes labels of a resource that exists; those of the same keys are replaced, and written only where they differ.
struct PutLabels<Table: ResourceTable>: PostgresStatement {
    static var name: String { Table.kind == .cluster ? "put_cluster_labels" : "put_node_pool_labels" }
    static var sql: String { Table.sql.putLabels }
    static var parameterTypes: [PostgresType] { [.uuid, .textArray, .textArray] }

    let owner: ResourceID
    let labels: Labels

    func bind(into parameters: inout PostgresParameters) {
        let sorted = labels.sorted
        parameters.append(owner)
        parameters.append(sorted.map(\.key))
        parameters.append(sorted.map(\.value))
    }
}

/// Removes the labels of a resource whose keys are not among these.
struct DeleteOtherLabels<Table: ResourceTable>: PostgresStatement {
    static var name: String { Table.kind == .cluster ? "delete_cluster_labels" : "delete_node_pool_labels" }
    static var sql: String { Table.sql.deleteOtherLabels }
    static var parameterTypes: [PostgresType] { [.uuid, .textArray] }

    let owner: ResourceID
    let kept: [String]

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(owner)
        parameters.append(kept)
    }
}
