internal import HyperFleetModel

/// The statements over one resource table.
///
/// Every text is put together here, from constants of this file alone; values are always bound.
struct ResourceSQL: Sendable {
    let table: String
    /// As rows of `labels` and `adapter_statuses` spell the kind.
    let ownerType: String
    let selectByID: String
    let selectByIDs: String
    let selectByName: String
    let lock: String
    let selectLocked: String
    let selectStatuses: String
    let selectReported: String
    let update: String
    let updateKeepingSpec: String
    let putLabels: String
    let deleteOtherLabels: String
    let putStatus: String
    let delete: String
    let selectNextIDs: String

    init(kind: ResourceKind) {
        let table = Self.table(of: kind)
        let labels = Self.labels(of: kind)
        let columns = Self.columns(of: kind)
        self.table = table
        ownerType = kind.name
        selectByID = "SELECT \(columns) FROM \(table) r \(labels) WHERE r.id = $1"
        selectByIDs = "SELECT \(columns) FROM \(table) r \(labels) WHERE r.id = ANY ($1)"
        selectByName = Self.selectByName(kind)
        lock = "SELECT r.id FROM \(table) r WHERE r.id = $1 FOR UPDATE"
        selectLocked = """
            SELECT \(columns), \(Self.childCount(of: kind)), clock_timestamp() FROM \(table) r \(labels) \
            WHERE r.id = $1
            """
        selectStatuses = """
            SELECT s.adapter, s.observed_generation, s.conditions, s.data, s.created_time, s.last_report_time \
            FROM \(table) r \
            LEFT JOIN adapter_statuses s ON s.owner_type = '\(kind.name)' AND s.owner_id = r.id \
            WHERE r.id = $1 ORDER BY s.adapter
            """
        selectReported = """
            SELECT \(columns), clock_timestamp(), s.adapter, s.observed_generation, s.conditions, s.data, \
            s.created_time, s.last_report_time FROM \(table) r \(labels) \
            LEFT JOIN adapter_statuses s \
            ON s.owner_type = '\(kind.name)' AND s.owner_id = r.id AND s.adapter = $2 WHERE r.id = $1
            """
        update = """
            UPDATE \(table) SET generation = $2, generation_time = $3, resource_version = $4, conditions = $5, \
            updated_time = $6, updated_by = $7, deleted_at = $8, deleted_by = $9, spec = $10 WHERE id = $1
            """
        updateKeepingSpec = """
            UPDATE \(table) SET generation = $2, generation_time = $3, resource_version = $4, conditions = $5, \
            updated_time = $6, updated_by = $7, deleted_at = $8, deleted_by = $9 WHERE id = $1
            """
        putLabels = """
            INSERT INTO labels (owner_type, owner_id, key, value) \
            SELECT '\(kind.name)', r.id, n.key, n.value FROM \(table) r, unnest($2, $3) AS n (key, value) \
            WHERE r.id = $1 \
            ON CONFLICT (owner_type, owner_id, key) DO UPDATE SET value = excluded.value \
            WHERE labels.value <> excluded.value
            """
        deleteOtherLabels = """
            DELETE FROM labels WHERE owner_type = '\(kind.name)' AND owner_id = $1 AND key <> ALL ($2)
            """
        putStatus = """
            INSERT INTO adapter_statuses (owner_type, owner_id, adapter, observed_generation, conditions, data, \
            created_time, last_report_time) \
            SELECT '\(kind.name)', r.id, $2, $3, $4, $5, $6, $7 FROM \(table) r WHERE r.id = $1 \
            ON CONFLICT (owner_type, owner_id, adapter) DO UPDATE SET \
            observed_generation = excluded.observed_generation, conditions = excluded.conditions, \
            data = excluded.data, created_time = excluded.created_time, \
            last_report_time = excluded.last_report_time
            """
        selectNextIDs = "SELECT id FROM \(table) WHERE id > $1 ORDER BY id LIMIT $2"
        delete = "DELETE FROM \(table) WHERE id = $1"
    }
}

extension ResourceSQL {
    static func table(of kind: ResourceKind) -> String {
        switch kind {
        case .cluster: "clusters"
        case .nodePool: "node_pools"
        }
    }

    /// The columns of row `r` in the order that `ResourceColumns` decodes.
    static func columns(of kind: ResourceKind) -> String {
        plainColumns(of: kind, row: "r.") + ", l.label_keys, l.label_values"
    }

    /// The same without the labels; `row` is the row's name and a point, or empty.
    static func plainColumns(of kind: ResourceKind, row: String = "") -> String {
        let owner =
            switch kind {
            case .cluster: row.isEmpty ? "NULL::uuid AS cluster_id" : "NULL::uuid"
            case .nodePool: row + "cluster_id"
            }
        let rest = [
            "name", "spec", "generation", "generation_time", "resource_version", "conditions", "created_time",
            "created_by", "updated_time", "updated_by", "deleted_at", "deleted_by",
        ]
        return "\(row)id, \(owner), " + rest.map { row + $0 }.joined(separator: ", ")
    }

    /// The plain columns, with nothing in place of the large ones that `fields` leaves out.
    static func plainColumns(of kind: ResourceKind, fields: FieldMask) -> String {
        var columns = plainColumns(of: kind)
        if !fields.members.contains(.spec) {
            columns = columns.replacing(", spec,", with: ", '{}'::jsonb AS spec,")
        }
        if !fields.members.contains(.conditions) {
            columns = columns.replacing(", conditions,", with: ", '[]'::jsonb AS conditions,")
        }
        return columns
    }

    /// The labels of row `r` as two arrays of one order; measured the fastest of seven ways to read them in the same
    /// statement.
    static func labels(of kind: ResourceKind) -> String {
        """
        LEFT JOIN LATERAL (SELECT array_agg(key) AS label_keys, array_agg(value) AS label_values FROM labels \
        WHERE owner_type = '\(kind.name)' AND owner_id = r.id) l ON true
        """
    }

    private static func childCount(of kind: ResourceKind) -> String {
        switch kind {
        case .cluster: "(SELECT count(*) FROM node_pools WHERE cluster_id = r.id)"
        case .nodePool: "0::bigint"
        }
    }

    /// The active one by the unique index, and the newest marked ones by theirs.
    private static func selectByName(_ kind: ResourceKind) -> String {
        let plain = plainColumns(of: kind)
        let condition =
            switch kind {
            case .cluster: "name = $1"
            case .nodePool: "name = $1 AND cluster_id = $2"
            }
        let table = table(of: kind)
        return """
            SELECT \(plainColumns(of: .nodePool, row: "r.")), l.label_keys, l.label_values FROM (\
            (SELECT \(plain) FROM \(table) WHERE \(condition) AND deleted_at IS NULL) \
            UNION ALL \
            (SELECT \(plain) FROM \(table) WHERE \(condition) AND deleted_at IS NOT NULL ORDER BY id DESC LIMIT 10)\
            ) r \(labels(of: kind)) ORDER BY r.deleted_at IS NOT NULL, r.id DESC LIMIT 10
            """
    }
}
