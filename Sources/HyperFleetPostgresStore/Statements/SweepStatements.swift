internal import HyperFleetModel
internal import PostgresDriver

/// Notes a sweep under other settings as begun.
struct BeginSweep: PostgresStatement {
    static let name = "begin_sweep"
    static let sql = """
        INSERT INTO settings (key, value) VALUES ('\(SettingsSQL.sweep)', \
        jsonb_build_object('hash', $1::text, 'kind', 'NodePool', 'finished', false)) \
        ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_time = now() \
        WHERE settings.value ->> 'hash' IS DISTINCT FROM excluded.value ->> 'hash'
        """
    static let parameterTypes: [PostgresType] = [.text]

    let hash: String

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(hash)
    }
}

/// Takes the sweep's turn if it is free, until the transaction ends.
struct TrySweepLock: PostgresStatement {
    static let name = "try_sweep_lock"
    static let sql = "SELECT pg_try_advisory_xact_lock(\(AdvisoryLock.sweep))"

    static func decode(_ row: PostgresRow) throws(PostgresError) -> Bool {
        try row.bool(0)
    }
}

/// How far the sweep is.
struct SelectSweep: PostgresStatement {
    struct Row: Sendable {
        var hash: String
        var kind: ResourceKind
        /// The last id that was looked at.
        var after: ResourceID
        var isFinished: Bool
    }

    static let name = "select_sweep"
    static let sql = """
        SELECT value ->> 'hash', value ->> 'kind', value ->> 'after', (value ->> 'finished')::boolean \
        FROM settings WHERE key = '\(SettingsSQL.sweep)'
        """

    static func decode(_ row: PostgresRow) throws(PostgresError) -> Row {
        let kind = try row.text(1)
        return Row(
            hash: try row.text(0), kind: kind == ResourceKind.cluster.name ? .cluster : .nodePool,
            after: try row.optionalText(2).flatMap(ResourceID.init) ?? ResourceID(high: 0, low: 0),
            isFinished: try row.bool(3))
    }
}

/// Notes how far the sweep is.
struct UpdateSweep: PostgresStatement {
    static let name = "update_sweep"
    static let sql = """
        UPDATE settings SET value = jsonb_build_object('hash', $1::text, 'kind', $2::text, 'after', $3::text, \
        'finished', $4::boolean), updated_time = now() \
        WHERE key = '\(SettingsSQL.sweep)' AND value ->> 'hash' = $1::text
        """
    static let parameterTypes: [PostgresType] = [.text, .text, .text, .bool]

    let row: SelectSweep.Row

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(row.hash)
        parameters.append(row.kind.name)
        parameters.append(row.after.description)
        parameters.append(row.isFinished)
    }
}

/// The next ids of a kind, in order.
struct SelectNextIDs<Table: ResourceTable>: PostgresStatement {
    static var name: String { Table.kind == .cluster ? "select_next_clusters" : "select_next_node_pools" }
    static var sql: String { Table.sql.selectNextIDs }
    static var parameterTypes: [PostgresType] { [.uuid, .int8] }

    let after: ResourceID
    let limit: Int

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(after)
        parameters.append(Int64(limit))
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> ResourceID {
        ResourceID(try row.uuid(0))
    }
}
