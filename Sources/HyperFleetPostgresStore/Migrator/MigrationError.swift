package import PostgresDriver

/// Why the schema is not, or could not be made, what this program needs.
package enum MigrationError: Error, Sendable {
    /// The search path names no schema that exists.
    case noSchema
    /// A pooler hands each statement to another server process.
    case behindPooler
    /// Another migration did not end in time.
    case busy(waited: Duration)
    /// Something stands in the way that a person has to decide about; nothing was run.
    case conflicts([String])
    /// This statement failed; those before it are kept.
    case step(MigrationStep, PostgresError)
    /// Steps were run, and the schema still lacks these.
    case incomplete([MigrationStep])
    /// The schema is older than this program needs, and `migrate` has not been run.
    case outdated(MigrationPlan)
    /// The database could not be asked.
    case database(PostgresError)
}

extension MigrationError: CustomStringConvertible {
    /// Sentences for the person who runs `migrate` or starts a server.
    package var description: String {
        switch self {
        case .noSchema:
            "the connection has no schema to make tables in: create the schema that search_path names"
        case .behindPooler:
            "a migration needs a connection of its own, and a pooler in transaction mode stands in between: "
                + "give migrate the address of PostgreSQL itself"
        case .busy(let waited):
            "another migration of this database has not ended within \(waited)"
        case .conflicts(let conflicts):
            "the schema cannot be completed by adding to it:\n" + conflicts.map { "  - \($0)" }.joined(separator: "\n")
        case .step(let step, let error):
            "\(step.summary) failed: \(error)\n  \(step.sql)"
        case .incomplete(let steps):
            "the schema still lacks \(Self.list(steps)) after the migration: something changes it at the same time"
        case .outdated(let plan):
            plan.conflicts.isEmpty
                ? "the database's schema is older than this program needs: run migrate first; it lacks "
                    + Self.list(plan.steps)
                : MigrationError.conflicts(plan.conflicts).description
        case .database(let error):
            "the database could not be asked: \(error)"
        }
    }

    private static func list(_ steps: [MigrationStep]) -> String {
        let shown = steps.prefix(5).map(\.summary).joined(separator: ", ")
        return steps.count > 5 ? "\(shown) and \(steps.count - 5) more" : shown
    }
}
