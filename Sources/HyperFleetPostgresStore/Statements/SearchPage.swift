internal import HyperFleetModel
internal import PostgresDriver

/// One list page of what a search finds; see `PageSQL` and `SearchSQL`.
struct SearchPage<Table: ResourceTable>: PostgresComposedStatement {
    static var name: String { "search_\(ResourceSQL.table(of: Table.kind))" }

    let sql: String
    let parameterTypes: [PostgresType]
    let parameters: PostgresParameters

    /// - Parameter expression: What every resource of the page and of the total satisfies.
    init(
        _ expression: SearchExpression, behind: ResourceID, limit: Int64, offset: Int64, wantsTotal: Bool,
        owner: ResourceID?, showDeleted: Bool
    ) {
        var values = SearchValues()
        values.append(behind)
        values.append(limit)
        values.append(offset)
        values.append(wantsTotal)
        values.append(owner)
        var search = SearchSQL(kind: Table.kind, values: values)
        let condition = search.condition(expression)
        sql = PageSQL.select(
            Table.kind, showDeleted: showDeleted, ofOneOwner: owner != nil, search: "(\(condition))")
        parameterTypes = search.values.types
        parameters = search.values.parameters
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> PageRow {
        try PageRow(row, kind: Table.kind)
    }
}
