/// An index as the schema declares it; the primary key's own is not declared.
struct TableIndex: Sendable, Hashable {
    let name: String
    let isUnique: Bool
    /// Keys with their direction: `["cluster_id", "id DESC"]`.
    let keys: [String]
    /// The condition of a partial index, as PostgreSQL prints it; nil for none.
    let condition: String?

    init(_ name: String, on keys: [String], where condition: String? = nil, isUnique: Bool = false) {
        self.name = name
        self.isUnique = isUnique
        self.keys = keys
        self.condition = condition
    }

    /// What stands behind USING; the words of `pg_get_indexdef`.
    var definition: String {
        let partial = condition.map { " WHERE (\($0))" } ?? ""
        return "btree (\(keys.joined(separator: ", ")))\(partial)"
    }

    /// The statement that makes the index on `table`.
    func creation(on table: String, concurrently: Bool) -> String {
        let unique = isUnique ? "UNIQUE " : ""
        let how = concurrently ? "CONCURRENTLY " : ""
        return "CREATE \(unique)INDEX \(how)\(name) ON \(table) USING \(definition)"
    }
}
