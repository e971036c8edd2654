internal import PostgresDriver

/// Rows of polymorphic tables whose owner does not exist.
package struct OrphanCounts: Sendable, Hashable {
    package let labels: Int64
    package let adapterStatuses: Int64

    /// Whether every row has its owner, as it must be.
    package var isClean: Bool { labels == 0 && adapterStatuses == 0 }
}

/// Counts them in one snapshot; reads all labels and reports.
struct CountOrphans: PostgresStatement {
    static let name = "count_orphans"
    static let sql = """
        SELECT
            (SELECT count(*) FROM labels o
             WHERE NOT EXISTS (SELECT FROM clusters r WHERE o.owner_type = 'Cluster' AND r.id = o.owner_id)
               AND NOT EXISTS (SELECT FROM node_pools r WHERE o.owner_type = 'NodePool' AND r.id = o.owner_id)),
            (SELECT count(*) FROM adapter_statuses o
             WHERE NOT EXISTS (SELECT FROM clusters r WHERE o.owner_type = 'Cluster' AND r.id = o.owner_id)
               AND NOT EXISTS (SELECT FROM node_pools r WHERE o.owner_type = 'NodePool' AND r.id = o.owner_id))
        """

    static func decode(_ row: PostgresRow) throws(PostgresError) -> OrphanCounts {
        OrphanCounts(labels: try row.int64(0), adapterStatuses: try row.int64(1))
    }
}
