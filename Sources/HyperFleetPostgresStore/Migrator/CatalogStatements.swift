internal import PostgresDriver

// What the migrator asks the catalog. `$1` is always the names of the declared tables; all of it concerns the schema
// that unqualified names are made in.

/// That schema, quoted where it needs to be; NULL where there is none.
struct CurrentSchema: PostgresStatement {
    static let name = "catalog_schema"
    static let sql = "SELECT quote_ident(current_schema())"

    static func decode(_ row: PostgresRow) throws(PostgresError) -> String? {
        try row.optionalText(0)
    }
}

/// The tables, and whether they are large: more rows than `$2`, by the statistics or at 1 KiB a row.
struct CatalogTables: PostgresStatement {
    static let name = "catalog_tables"
    static let sql = """
        SELECT relname::text, relkind::text,
               greatest(reltuples, CASE relkind WHEN 'r' THEN pg_relation_size(oid) / 1024 ELSE 0 END) > $2,
               CASE relkind WHEN 'r' THEN pg_relation_size(oid) = 0 ELSE false END
        FROM pg_catalog.pg_class
        WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relname = ANY ($1)
        """
    static let parameterTypes: [PostgresType] = [.textArray, .int8]

    let tables: [String]
    let largeTableRows: Int64

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(tables)
        parameters.append(largeTableRows)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> (name: String, table: LiveCatalog.Table) {
        let table = LiveCatalog.Table(kind: try row.text(1), isLarge: try row.bool(2), isEmpty: try row.bool(3))
        return (try row.text(0), table)
    }
}

/// Columns by table.
struct CatalogColumns: PostgresStatement {
    static let name = "catalog_columns"
    static let sql = """
        SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               n.collname::text, pg_get_expr(d.adbin, d.adrelid)
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        LEFT JOIN pg_catalog.pg_collation n ON n.oid = a.attcollation
        WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relname = ANY ($1)
        """
    static let parameterTypes: [PostgresType] = [.textArray]

    let tables: [String]

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(tables)
    }

    static func decode(
        _ row: PostgresRow
    ) throws(PostgresError) -> (table: String, name: String, column: LiveCatalog.Column) {
        let column = LiveCatalog.Column(
            type: try row.text(2), isRequired: try row.bool(3), collation: try row.optionalText(4),
            defaultExpression: try row.optionalText(5))
        return (try row.text(0), try row.text(1), column)
    }
}

/// Constraints by table.
struct CatalogConstraints: PostgresStatement {
    static let name = "catalog_constraints"
    static let sql = """
        SELECT c.relname::text, k.conname::text, pg_get_constraintdef(k.oid), k.contype = 'p', k.convalidated
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid
        WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relname = ANY ($1)
        """
    static let parameterTypes: [PostgresType] = [.textArray]

    let tables: [String]

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(tables)
    }

    static func decode(
        _ row: PostgresRow
    ) throws(PostgresError) -> (table: String, name: String, constraint: LiveCatalog.Constraint) {
        let constraint = LiveCatalog.Constraint(
            definition: try row.text(2), isPrimaryKey: try row.bool(3), isValidated: try row.bool(4))
        return (try row.text(0), try row.text(1), constraint)
    }
}

/// Indexes by table.
struct CatalogIndexes: PostgresStatement {
    static let name = "catalog_indexes"
    static let sql = """
        SELECT c.relname::text, x.relname::text, substring(pg_get_indexdef(x.oid) FROM ' USING (.*)$'),
               i.indisunique, i.indisvalid AND i.indisready
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_index i ON i.indrelid = c.oid
        JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
        WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relname = ANY ($1)
        """
    static let parameterTypes: [PostgresType] = [.textArray]

    let tables: [String]

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(tables)
    }

    static func decode(
        _ row: PostgresRow
    ) throws(PostgresError) -> (table: String, name: String, index: LiveCatalog.Index) {
        let index = LiveCatalog.Index(
            definition: try row.text(2), isUnique: try row.bool(3), isValid: try row.bool(4))
        return (try row.text(0), try row.text(1), index)
    }
}

/// Triggers by table, without those of foreign keys.
struct CatalogTriggers: PostgresStatement {
    static let name = "catalog_triggers"
    static let sql = """
        SELECT c.relname::text, t.tgname::text, pg_get_triggerdef(t.oid, true), t.tgenabled IN ('O', 'A')
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
        WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relname = ANY ($1)
        """
    static let parameterTypes: [PostgresType] = [.textArray]

    let tables: [String]

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(tables)
    }

    static func decode(
        _ row: PostgresRow
    ) throws(PostgresError) -> (table: String, name: String, trigger: LiveCatalog.Trigger) {
        let trigger = LiveCatalog.Trigger(definition: try row.text(2), isEnabled: try row.bool(3))
        return (try row.text(0), try row.text(1), trigger)
    }
}

/// Functions without arguments, by the names in `$1`.
struct CatalogFunctions: PostgresStatement {
    static let name = "catalog_functions"
    static let sql = """
        SELECT proname::text, prosrc, coalesce(array_to_string(proconfig, E'\\n'), '')
        FROM pg_catalog.pg_proc
        WHERE pronamespace = quote_ident(current_schema())::regnamespace AND pronargs = 0 AND proname = ANY ($1)
        """
    static let parameterTypes: [PostgresType] = [.textArray]

    let functions: [String]

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(functions)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> (name: String, function: LiveCatalog.Function) {
        (try row.text(0), LiveCatalog.Function(body: try row.text(1), configuration: try row.text(2)))
    }
}
