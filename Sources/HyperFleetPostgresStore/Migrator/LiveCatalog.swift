/// What the live database holds of the tables that the schema declares.
struct LiveCatalog: Sendable {
    /// A relation of a declared table's name.
    struct Table: Sendable {
        /// `pg_class.relkind`: `r` for a table.
        var kind = "r"
        /// Whether making an index in place would hold up writes for long.
        var isLarge = false
        var isEmpty = true
        var columns: [String: Column] = [:]
        var constraints: [String: Constraint] = [:]
        var indexes: [String: Index] = [:]
        var triggers: [String: Trigger] = [:]
    }

    struct Column: Sendable {
        /// As `format_type` prints it.
        var type: String
        var isRequired: Bool
        var collation: String?
        /// As `pg_get_expr` prints it.
        var defaultExpression: String?
    }

    struct Constraint: Sendable {
        /// As `pg_get_constraintdef` prints it.
        var definition: String
        var isPrimaryKey: Bool
        var isValidated: Bool
    }

    struct Index: Sendable {
        /// What `pg_get_indexdef` prints behind USING.
        var definition: String
        var isUnique: Bool
        /// False for what an interrupted CREATE INDEX CONCURRENTLY left behind.
        var isValid: Bool
    }

    struct Trigger: Sendable {
        /// As `pg_get_triggerdef` prints it.
        var definition: String
        var isEnabled: Bool
    }

    struct Function: Sendable {
        var body: String
        /// The settings that the function runs with, one a line.
        var configuration: String
    }

    /// The schema that unqualified names are made in, quoted where it needs to be.
    var schema: String
    var tables: [String: Table] = [:]
    var functions: [String: Function] = [:]
    /// The version that the last migration wrote; nil before the first.
    var schemaVersion: Int64?
    var hasPageTokenKey = false
}
