/// Compares the declared schema with the live catalog: a pure function from both to a plan that only adds.
struct MigrationPlanner {
    let declared: DeclaredSchema
    let live: LiveCatalog
    private var plan = MigrationPlan()

    init(declared: DeclaredSchema, live: LiveCatalog) {
        self.declared = declared
        self.live = live
    }

    static func plan(declared: DeclaredSchema, live: LiveCatalog) -> MigrationPlan {
        var planner = MigrationPlanner(declared: declared, live: live)
        planner.run()
        return planner.plan
    }

    private mutating func run() {
        for table in declared.tables {
            if let existing = live.tables[table.name] {
                compare(table, with: existing)
            } else {
                add("table \(table.name)", table.creation)
            }
        }
        for table in declared.tables {
            compareIndexes(of: table, with: live.tables[table.name])
        }
        for function in declared.functions { compare(function) }
        for table in declared.tables {
            compareTriggers(of: table, with: live.tables[table.name])
        }
        compareSettings()
    }

    private mutating func add(
        _ summary: String, _ sql: String, locking: MigrationStep.Locking = .impatient, cleanup: String? = nil
    ) {
        plan.steps.append(MigrationStep(summary, sql, locking: locking, cleanup: cleanup))
    }

    private mutating func conflict(_ text: String) {
        plan.conflicts.append(text)
    }
}

// Tables that exist: columns and constraints.
extension MigrationPlanner {
    private mutating func compare(_ table: TableDeclaration, with existing: LiveCatalog.Table) {
        guard existing.kind == "r" else {
            conflict("\(table.name) exists and is no ordinary table (relkind \(existing.kind))")
            return
        }
        for column in table.columns {
            if let live = existing.columns[column.name] {
                compare(column, with: live, of: table.name, isLarge: existing.isLarge)
            } else {
                addColumn(column, to: table.name, isEmpty: existing.isEmpty)
            }
        }
        for constraint in table.constraints {
            compare(constraint, of: table.name, with: existing)
        }
    }

    private mutating func addColumn(_ column: TableColumn, to table: String, isEmpty: Bool) {
        if column.isRequired, column.defaultExpression == nil, !isEmpty {
            conflict(
                "\(table).\(column.name) is missing, and \(table) has rows that no default can give a value: "
                    + "add the column by hand, fill it, and run migrate again")
            return
        }
        add("column \(table).\(column.name)", "ALTER TABLE \(table) ADD COLUMN \(column.definition)")
    }

    private mutating func compare(
        _ column: TableColumn, with live: LiveCatalog.Column, of table: String, isLarge: Bool
    ) {
        let place = "\(table).\(column.name)"
        guard live.type == column.type.rawValue else {
            conflict("\(place) has type \(live.type), and \(column.type.rawValue) is needed")
            return
        }
        if let collation = column.collation, live.collation != collation {
            conflict("\(place) has collation \(live.collation ?? "none"), and \"\(collation)\" is needed")
        }
        if let wanted = column.defaultExpression {
            compareDefault(wanted, of: column, with: live, of: table)
        }
        if column.isRequired, !live.isRequired {
            addNotNull(column, to: table, isLarge: isLarge)
        } else if !column.isRequired, live.isRequired {
            conflict("\(place) is NOT NULL, and must take NULL")
        }
    }

    private mutating func compareDefault(
        _ wanted: String, of column: TableColumn, with live: LiveCatalog.Column, of table: String
    ) {
        let place = "\(table).\(column.name)"
        if let present = live.defaultExpression {
            if !CatalogText.isSame(wanted, present) {
                conflict("\(place) has DEFAULT \(present), and \(wanted) is needed")
            }
        } else {
            add("default of \(place)", "ALTER TABLE \(table) ALTER COLUMN \(column.name) SET DEFAULT \(wanted)")
        }
    }

    /// On a large table a validated check goes first: SET NOT NULL then needs no scan under its exclusive lock.
    private mutating func addNotNull(_ column: TableColumn, to table: String, isLarge: Bool) {
        if isLarge {
            let check = TableConstraint(
                name: "\(table)_\(column.name)_not_null", rule: .check("\(column.name) IS NOT NULL"))
            let existing = live.tables[table]?.constraints[check.name]
            if existing == nil {
                add(
                    "constraint \(check.name) of \(table)",
                    "ALTER TABLE \(table) ADD CONSTRAINT \(check.name) \(check.definition) NOT VALID")
            }
            if existing?.isValidated != true { validate(check, of: table) }
        }
        add(
            "NOT NULL of \(table).\(column.name)",
            "ALTER TABLE \(table) ALTER COLUMN \(column.name) SET NOT NULL")
    }

    private mutating func compare(
        _ constraint: TableConstraint, of table: String, with existing: LiveCatalog.Table
    ) {
        if let live = existing.constraints[constraint.name] {
            if !CatalogText.isSame(constraint.definition, notValid(live.definition)) {
                conflict("constraint \(constraint.name) is \(live.definition), and \(constraint.definition) is needed")
            } else if !live.isValidated {
                validate(constraint, of: table)
            }
            return
        }
        switch constraint.rule {
        case .primaryKey(let columns):
            addPrimaryKey(constraint, columns: columns, to: table, existing: existing)
        case .check, .foreignKey:
            add(
                "constraint \(constraint.name) of \(table)",
                "ALTER TABLE \(table) ADD CONSTRAINT \(constraint.name) \(constraint.definition) NOT VALID")
            validate(constraint, of: table)
        }
    }

    /// PostgreSQL prints NOT VALID behind a constraint that is not validated yet.
    private func notValid(_ definition: String) -> String {
        let suffix = " NOT VALID"
        return definition.hasSuffix(suffix) ? String(definition.dropLast(suffix.count)) : definition
    }

    private mutating func validate(_ constraint: TableConstraint, of table: String) {
        add(
            "validation of \(constraint.name)", "ALTER TABLE \(table) VALIDATE CONSTRAINT \(constraint.name)")
    }

    /// The index first, where writes go on meanwhile; then the constraint takes it over.
    private mutating func addPrimaryKey(
        _ constraint: TableConstraint, columns: [String], to table: String, existing: LiveCatalog.Table
    ) {
        if let other = existing.constraints.first(where: { $0.value.isPrimaryKey }) {
            conflict("\(table) has the primary key \(other.key), and \(constraint.name) is needed")
            return
        }
        let index = TableIndex(constraint.name, on: columns, isUnique: true)
        compare(index, of: table, with: existing.indexes[index.name], isLarge: existing.isLarge)
        add(
            "primary key of \(table)",
            "ALTER TABLE \(table) ADD CONSTRAINT \(constraint.name) PRIMARY KEY USING INDEX \(index.name)")
    }
}

// Indexes, functions, triggers and settings.
extension MigrationPlanner {
    private mutating func compareIndexes(of table: TableDeclaration, with existing: LiveCatalog.Table?) {
        for index in table.indexes {
            compare(index, of: table.name, with: existing?.indexes[index.name], isLarge: existing?.isLarge ?? false)
        }
    }

    private mutating func compare(
        _ index: TableIndex, of table: String, with live: LiveCatalog.Index?, isLarge: Bool
    ) {
        let summary = "index \(index.name) on \(table)"
        if let live, live.isValid {
            if live.isUnique != index.isUnique || !CatalogText.isSame(index.definition, live.definition) {
                let unique = live.isUnique ? "UNIQUE " : ""
                conflict("\(summary) is \(unique)\(live.definition), and \(index.definition) is needed")
            }
            return
        }
        let removal = "DROP INDEX CONCURRENTLY IF EXISTS \(index.name)"
        if live != nil {
            add("removal of the INVALID \(summary)", removal, locking: .patient)
        }
        if isLarge {
            add(summary, index.creation(on: table, concurrently: true), locking: .patient, cleanup: removal)
        } else {
            add(summary, index.creation(on: table, concurrently: false))
        }
    }

    private mutating func compare(_ function: TriggerFunction) {
        let live = live.functions[function.name]
        let isSame =
            live?.body == function.body && live?.configuration == function.configuration(schema: self.live.schema)
        if !isSame {
            add("function \(function.name)", function.creation(schema: self.live.schema))
        }
    }

    private mutating func compareTriggers(of table: TableDeclaration, with existing: LiveCatalog.Table?) {
        for trigger in table.triggers {
            let wanted = trigger.creation(on: table.name)
            guard let live = existing?.triggers[trigger.name] else {
                add("trigger \(trigger.name) on \(table.name)", wanted)
                continue
            }
            if !CatalogText.isSame(wanted, live.definition) {
                conflict("trigger \(trigger.name) is \(live.definition), and \(wanted) is needed")
            } else if !live.isEnabled {
                conflict(
                    "trigger \(trigger.name) on \(table.name) is disabled: deletes leave orphans until "
                        + "ALTER TABLE \(table.name) ENABLE TRIGGER \(trigger.name)")
            }
        }
    }

    private mutating func compareSettings() {
        if !live.hasPageTokenKey { add("page token key", SettingsSQL.insertPageTokenKey) }
        if (live.schemaVersion ?? 0) < declared.version {
            add("schema version \(declared.version)", SettingsSQL.raiseSchemaVersion(to: declared.version))
        }
    }
}
