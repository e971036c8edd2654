/// A constraint as the schema declares it.
struct TableConstraint: Sendable, Hashable {
    enum Rule: Sendable, Hashable {
        case primaryKey([String])
        /// As PostgreSQL prints it, but for parentheses and spaces.
        case check(String)
        case foreignKey(column: String, references: String, onDelete: String)
    }

    let name: String
    let rule: Rule

    /// What stands behind CONSTRAINT and the name; the words of `pg_get_constraintdef`.
    var definition: String {
        switch rule {
        case .primaryKey(let columns): "PRIMARY KEY (\(columns.joined(separator: ", ")))"
        case .check(let expression): "CHECK (\(expression))"
        case .foreignKey(let column, let table, let onDelete):
            "FOREIGN KEY (\(column)) REFERENCES \(table)(id) ON DELETE \(onDelete)"
        }
    }
}
