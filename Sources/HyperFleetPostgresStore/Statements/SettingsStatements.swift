internal import PostgresDriver

/// A row of `settings` as text.
struct SelectSetting: PostgresStatement {
    static let name = "select_setting"
    static let sql = "SELECT value #>> '{}' FROM settings WHERE key = $1"
    static let parameterTypes: [PostgresType] = [.text]

    let key: String

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(key)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> String {
        try row.text(0)
    }
}

/// Whether the database answers.
struct SelectOne: PostgresStatement {
    static let name = "select_one"
    static let sql = "SELECT 1::bigint"

    static func decode(_ row: PostgresRow) throws(PostgresError) -> Int64 {
        try row.int64(0)
    }
}
