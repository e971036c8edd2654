internal import HyperFleetModel
internal import HyperFleetService
internal import PostgresDriver

/// One list page with a search, another order than the usual one, or fewer columns; see `PageSQL`, `SearchSQL` and
/// `OrderSQL`.
struct ComposedPage<Table: ResourceTable>: PostgresComposedStatement {
    static var name: String { "page_of_\(ResourceSQL.table(of: Table.kind))" }

    let sql: String
    let parameterTypes: [PostgresType]
    let parameters: PostgresParameters

    /// - Parameter rows: At most this many.
    init(_ query: ListQuery, rows: Int) {
        var values = SearchValues()
        let place = query.start.place
        values.append(place.behind)
        values.append(Int64(rows))
        values.append(Int64(place.offset))
        values.append(query.wantsTotal)
        values.append(query.owner)
        let order = OrderSQL(query.order, start: query.start, values: &values)
        var search = SearchSQL(kind: Table.kind, values: values)
        let condition = query.search.map { expression in
            search.labelsBehind = query.order.isNewestFirst ? "$1" : nil
            let page = "(\(search.condition(expression)))"
            search.labelsBehind = nil
            return PageSQL.Search(page: page, total: query.wantsTotal ? "(\(search.condition(expression)))" : nil)
        }
        sql = PageSQL.select(
            Table.kind, showDeleted: query.showDeleted, ofOneOwner: query.owner != nil, search: condition,
            order: order, fields: query.fields)
        parameterTypes = search.values.types
        parameters = search.values.parameters
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> PageRow {
        try PageRow(row, kind: Table.kind)
    }
}

extension ListQuery.Start {
    /// The id that a page by ids lies behind, and how many rows it leaves out.
    var place: (behind: ResourceID, offset: Int) {
        switch self {
        case .first: (.greatest, 0)
        case .after(let id, _): (id, 0)
        case .offset(let offset): (.greatest, offset)
        }
    }
}
