/// A table as the schema declares it.
struct TableDeclaration: Sendable, Hashable {
    let name: String
    let columns: [TableColumn]
    let constraints: [TableConstraint]
    let indexes: [TableIndex]
    let triggers: [TableTrigger]

    init(
        _ name: String, columns: [TableColumn], constraints: [TableConstraint], indexes: [TableIndex] = [],
        triggers: [TableTrigger] = []
    ) {
        self.name = name
        self.columns = columns
        self.constraints = constraints
        self.indexes = indexes
        self.triggers = triggers
    }

    /// The statement that makes the table with its columns and constraints.
    var creation: String {
        let lines = columns.map(\.definition) + constraints.map { "CONSTRAINT \($0.name) \($0.definition)" }
        return "CREATE TABLE \(name) (\n    \(lines.joined(separator: ",\n    "))\n)"
    }
}
