/// A column as the schema declares it.
struct TableColumn: Sendable, Hashable {
    /// The types that the schema uses, as `format_type` prints them.
    enum ColumnType: String, Sendable {
        case uuid
        case text
        case jsonb
        case bigint
        case timestamp = "timestamp with time zone"
    }

    let name: String
    let type: ColumnType
    /// NOT NULL.
    let isRequired: Bool
    /// As PostgreSQL prints it (`pg_get_expr`); nil for none.
    let defaultExpression: String?

    /// A NOT NULL column.
    static func required(_ name: String, _ type: ColumnType, default expression: String? = nil) -> TableColumn {
        TableColumn(name: name, type: type, isRequired: true, defaultExpression: expression)
    }

    /// A column that may be NULL.
    static func optional(_ name: String, _ type: ColumnType) -> TableColumn {
        TableColumn(name: name, type: type, isRequired: false, defaultExpression: nil)
    }

    /// The collation by name: text is compared by its bytes, whatever the database's locale is.
    var collation: String? { type == .text ? "C" : nil }

    /// As CREATE TABLE and ADD COLUMN take it.
    var definition: String {
        var words = "\(name) \(type.rawValue)"
        if let collation { words += " COLLATE \"\(collation)\"" }
        if isRequired { words += " NOT NULL" }
        if let defaultExpression { words += " DEFAULT \(defaultExpression)" }
        return words
    }
}
