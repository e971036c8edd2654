internal import HyperFleetModel
internal import HyperFleetService
internal import PostgresDriver

/// Opens the cursor of a streamed list: all rows of its search, in its order, behind where it goes on.
struct DeclareListCursor<Table: ResourceTable>: PostgresComposedStatement {
    static var name: String { "declare_list_of_\(ResourceSQL.table(of: Table.kind))" }

    let sql: String
    let parameterTypes: [PostgresType]
    let parameters: PostgresParameters

    init(_ query: ListQuery) {
        var values = SearchValues()
        let behind = values.append(query.start.place.behind)
        var conditions: [String] = []
        if !query.showDeleted { conditions.append("deleted_at IS NULL") }
        if let owner = query.owner { conditions.append("cluster_id = \(values.append(owner))") }
        let order = OrderSQL(query.order, start: query.start, values: &values)
        conditions.append(query.order.isNewestFirst ? "id < \(behind)" : order.behind)
        var search = SearchSQL(kind: Table.kind, values: values)
        search.labelsBehind = query.order.isNewestFirst ? behind : nil
        if let expression = query.search { conditions.append("(\(search.condition(expression)))") }
        let table = ResourceSQL.table(of: Table.kind)
        sql = """
            DECLARE list NO SCROLL CURSOR FOR
            SELECT \(ResourceSQL.plainColumns(of: .nodePool, row: "r.")), l.label_keys, l.label_values
            FROM (
                SELECT \(ResourceSQL.plainColumns(of: Table.kind, fields: query.fields)) FROM \(table) r
                WHERE \(conditions.joined(separator: " AND "))
            ) r \(ResourceSQL.labels(of: Table.kind))
            ORDER BY \(order.columns(row: "r."))
            """
        parameterTypes = search.values.types
        parameters = search.values.parameters
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) {}
}

/// The next rows of the list's cursor.
struct FetchList<Table: ResourceTable>: PostgresComposedStatement {
    static var name: String { "fetch_list_of_\(ResourceSQL.table(of: Table.kind))" }

    let sql: String
    let parameterTypes: [PostgresType] = []
    let parameters = PostgresParameters()

    init(rows: Int) {
        sql = "FETCH FORWARD \(rows) FROM list"
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> Resource {
        try ResourceColumns.decode(row, kind: Table.kind)
    }
}

/// What tells a snapshot from all others: the database cluster's own number, and what PostgreSQL calls the snapshot.
struct SelectSnapshot: PostgresStatement {
    static let name = "select_snapshot"
    static let sql = """
        SELECT system_identifier::text || ' ' || pg_current_snapshot()::text FROM pg_control_system()
        """
    static let parameterTypes: [PostgresType] = []

    func bind(into parameters: inout PostgresParameters) {}

    static func decode(_ row: PostgresRow) throws(PostgresError) -> String {
        try row.text(0)
    }
}
