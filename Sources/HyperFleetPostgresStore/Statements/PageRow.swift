internal import HyperFleetModel
internal import PostgresDriver

/// A row of a list page, or only the total where the page is empty; see `PageSQL`.
struct PageRow: Sendable {
    var resource: Resource?
    /// Whether a row lies behind this one.
    var hasNext: Bool
    var total: Int64?

    init(_ row: PostgresRow, kind: ResourceKind) throws(PostgresError) {
        let hasNext = try row.optionalBool(ResourceColumns.count)
        resource = hasNext == nil ? nil : try ResourceColumns.decode(row, kind: kind)
        self.hasNext = hasNext ?? false
        total = try row.optionalInt64(ResourceColumns.count + 1)
    }
}
