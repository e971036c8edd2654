internal import HyperFleetModel
internal import PostgresDriver

/// One list page of a scope; see `PageSQL`.
struct SelectPage<Scope: PageScope>: PostgresStatement {
    /// A row of the page, or only the total where the page is empty.
    struct Row: Sendable {
        var resource: Resource?
        /// Whether a row lies behind this one.
        var hasNext: Bool
        var total: Int64?
    }

    static var name: String { Scope.statementName }
    static var sql: String { Scope.sql }
    static var parameterTypes: [PostgresType] { [.uuid, .int8, .int8, .bool, .uuid] }

    let behind: ResourceID
    let limit: Int64
    let offset: Int64
    let wantsTotal: Bool
    let owner: ResourceID?

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(behind)
        parameters.append(limit)
        parameters.append(offset)
        parameters.append(wantsTotal)
        parameters.appendUUID(owner?.halves)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> Row {
        let hasNext = try row.optionalBool(ResourceColumns.count)
        return Row(
            resource: hasNext == nil ? nil : try ResourceColumns.decode(row, kind: Scope.kind),
            hasNext: hasNext ?? false, total: try row.optionalInt64(ResourceColumns.count + 1))
    }
}
