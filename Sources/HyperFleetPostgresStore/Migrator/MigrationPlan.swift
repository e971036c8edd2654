/// What lies between the live database and the declared schema.
package struct MigrationPlan: Sendable {
    /// In the order in which they must run.
    package internal(set) var steps: [MigrationStep] = []
    /// What stands in the way and cannot be added: a person has to decide. Nothing is run while there is one.
    package internal(set) var conflicts: [String] = []

    /// Whether the database has all that this program needs.
    package var isEmpty: Bool { steps.isEmpty && conflicts.isEmpty }

    /// The statements as a script that psql takes.
    package var statements: [String] { steps.map { $0.sql + ";" } }
}
