/// The schema that this program wants: what the migrator compares the live database with.
struct DeclaredSchema: Sendable {
    let version: Int64
    /// A table stands behind those that its foreign keys point at.
    let tables: [TableDeclaration]
    let functions: [TriggerFunction]

    static let current = DeclaredSchema(
        version: SchemaVersion.current,
        tables: [
            .clusters, .nodePools, .adapterStatuses, .labels, .settings, .idempotencyKeys, .forceDeletions,
        ],
        functions: [.removeOwned, .truncateOwned])

    /// The statements that make the whole schema in an empty database, in order.
    func creation(schema: String) -> [String] {
        var statements = tables.map(\.creation)
        for table in tables {
            statements += table.indexes.map { $0.creation(on: table.name, concurrently: false) }
        }
        statements += functions.map { $0.creation(schema: schema) }
        for table in tables {
            statements += table.triggers.map { $0.creation(on: table.name) }
        }
        return statements
    }
}
