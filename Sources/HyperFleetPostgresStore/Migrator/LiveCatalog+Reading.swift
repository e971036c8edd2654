internal import PostgresDriver

extension LiveCatalog {
    /// Reads what the database holds of the declared tables; nil where names have no schema to be made in.
    static func read(
        _ declared: DeclaredSchema, largeTableRows: Int64, on session: PostgresSession
    ) async throws(PostgresError) -> LiveCatalog? {
        guard let schema = try await session.query(CurrentSchema()).first ?? nil else { return nil }
        var catalog = LiveCatalog(schema: schema)
        let names = declared.tables.map(\.name)
        for row in try await session.query(CatalogTables(tables: names, largeTableRows: largeTableRows)) {
            catalog.tables[row.name] = row.table
        }
        for row in try await session.query(CatalogColumns(tables: names)) {
            catalog.tables[row.table]?.columns[row.name] = row.column
        }
        for row in try await session.query(CatalogConstraints(tables: names)) {
            catalog.tables[row.table]?.constraints[row.name] = row.constraint
        }
        for row in try await session.query(CatalogIndexes(tables: names)) {
            catalog.tables[row.table]?.indexes[row.name] = row.index
        }
        for row in try await session.query(CatalogTriggers(tables: names)) {
            catalog.tables[row.table]?.triggers[row.name] = row.trigger
        }
        for row in try await session.query(CatalogFunctions(functions: declared.functions.map(\.name))) {
            catalog.functions[row.name] = row.function
        }
        try await catalog.readSettings(on: session)
        return catalog
    }

    private mutating func readSettings(on session: PostgresSession) async throws(PostgresError) {
        guard let settings = tables["settings"], settings.columns["key"]?.type == "text",
            settings.columns["value"]?.type == "jsonb"
        else { return }
        let version = try await session.query(SelectSetting(key: SettingsSQL.schemaVersion)).first
        schemaVersion = version.flatMap { Int64($0) }
        hasPageTokenKey = try await !session.query(SelectSetting(key: SettingsSQL.pageTokenKey)).isEmpty
    }
}
