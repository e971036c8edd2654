/// An index as the schema declares it; the primary key's own is not declared.
struct TableIndex: Sendable, Hashable {
    /// How PostgreSQL builds it.
    enum Method: String, Sendable {
        case btree
        case gin
        case brin
    }

    let name: String
    let isUnique: Bool
    let method: Method
    /// Keys with their direction or operator class: `["cluster_id", "id DESC"]`.
    let keys: [String]
    /// The condition of a partial index, as PostgreSQL prints it; nil for none.
    let condition: String?

    init(
        _ name: String, _ method: Method = .btree, on keys: [String], where condition: String? = nil,
        isUnique: Bool = false
    ) {
        self.name = name
        self.method = method
        self.isUnique = isUnique
        self.keys = keys
        self.condition = condition
    }

    /// What stands behind USING; the words of `pg_get_indexdef`.
    var definition: String {
        let partial = condition.map { " WHERE (\($0))" } ?? ""
        return "\(method.rawValue) (\(keys.joined(separator: ", ")))\(partial)"
    }

    /// The statement that makes the index on `table`.
    func creation(on table: String, concurrently: Bool) -> String {
        let unique = isUnique ? "UNIQUE " : ""
        let how = concurrently ? "CONCURRENTLY " : ""
        return "CREATE \(unique)INDEX \(how)\(name) ON \(table) USING \(definition)"
    }
}
