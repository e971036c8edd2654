internal import HyperFleetModel

/// The text of a list page's statement.
enum PageSQL {
    /// The condition of a search on row `r`.
    struct Search {
        /// For the page, whose rows lie behind `$1` where the order is the usual one.
        var page: String
        /// For the total; nil where none is wanted.
        var total: String?
    }

    /// The specs of a page take at most this much, but for the last one: 2 MiB.
    static let byteBudget = 2 * 1_024 * 1_024

    /// One page and the total from one snapshot: `$1` the id that the page lies behind, `$2` how many rows, `$3` how
    /// many to leave out first, `$4` whether the total is wanted, `$5` the owner, where there is one.
    ///
    /// - The count is an expression that PostgreSQL only runs when `$4` is true. It is joined from the left, so that
    ///   an empty page has it too.
    /// - Rows behind the byte budget stay in the database. Their size is the stored one where that is small and not
    ///   compressed, else that of the text; the reader counts exactly.
    /// - A search is one more condition on row `r`, with its values from `$6` on; so are those of the place that a page
    ///   of another order lies behind.
    static func select(
        _ kind: ResourceKind, showDeleted: Bool, ofOneOwner: Bool, search: Search? = nil,
        order: OrderSQL = .newestFirst, fields: FieldMask = .all
    ) -> String {
        let table = ResourceSQL.table(of: kind)
        let plain = ResourceSQL.plainColumns(of: kind, fields: fields)
        let specSize =
            fields.members.contains(.spec)
            ? """
            CASE WHEN pg_column_compression(spec) IS NULL AND pg_column_size(spec) < 2000
                 THEN pg_column_size(spec) ELSE octet_length(spec::text) END
            """ : "0"
        // Inside the subselects clusters have the column too: NULL.
        let inner = ResourceSQL.plainColumns(of: .nodePool)
        let outer = ResourceSQL.plainColumns(of: .nodePool, row: "r.")
        var conditions: [String] = []
        if !showDeleted { conditions.append("deleted_at IS NULL") }
        if ofOneOwner { conditions.append("cluster_id = $5") }
        let all = conditions + (search?.total.map { [$0] } ?? [])
        let whole = all.isEmpty ? "" : "WHERE " + all.joined(separator: " AND ")
        let isCounted = search == nil || search?.total != nil
        let total =
            isCounted ? "CASE WHEN $4 THEN (SELECT count(*) FROM \(table) r \(whole)) END" : "NULL::bigint"
        let page = (conditions + (search.map { [$0.page] } ?? []) + [order.behind]).joined(separator: " AND ")
        return """
            SELECT \(outer), l.label_keys, l.label_values, r.has_next, t.total
            FROM (SELECT \(total) AS total) t
            LEFT JOIN (
                SELECT \(inner), has_next FROM (
                    SELECT \(inner), lead(true, 1, false) OVER ordered AS has_next,
                           sum(spec_size) OVER (ordered ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS size_before
                    FROM (
                        SELECT \(plain), \(specSize) AS spec_size
                        FROM \(table) r WHERE \(page) ORDER BY \(order.columns()) LIMIT $2 OFFSET $3
                    ) sized
                    WINDOW ordered AS (ORDER BY \(order.columns()))
                ) counted
                WHERE coalesce(size_before, 0) <= \(byteBudget)
            ) r ON true
            \(ResourceSQL.labels(of: kind))
            ORDER BY \(order.columns(row: "r."))
            """
    }
}
