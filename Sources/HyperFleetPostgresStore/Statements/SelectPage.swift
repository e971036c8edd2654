internal import HyperFleetModel
internal import HyperFleetService
internal import PostgresDriver

/// One list page of any scope.
protocol PlainPage: PostgresStatement where Row == PageRow {}

/// One list page of a scope; see `PageSQL`.
struct SelectPage<Scope: PageScope>: PlainPage {
    static var name: String { Scope.statementName }
    static var sql: String { Scope.sql }
    static var parameterTypes: [PostgresType] { [.uuid, .int8, .int8, .bool, .uuid] }

    let behind: ResourceID
    let limit: Int64
    let offset: Int64
    let wantsTotal: Bool
    let owner: ResourceID?

    init(_ query: ListQuery) {
        let place = query.start.place
        behind = place.behind
        limit = Int64(query.limit) + 1
        offset = Int64(place.offset)
        wantsTotal = query.wantsTotal
        owner = query.owner
    }

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(behind)
        parameters.append(limit)
        parameters.append(offset)
        parameters.append(wantsTotal)
        parameters.appendUUID(owner?.halves)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> PageRow {
        try PageRow(row, kind: Scope.kind)
    }
}
