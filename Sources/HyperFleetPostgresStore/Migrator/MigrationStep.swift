/// One statement of a migration.
package struct MigrationStep: Sendable, Hashable {
    /// How a statement waits for the locks that it needs.
    enum Locking: Sendable, Hashable {
        /// Gives up soon and tries again, so that nobody queues behind it for long.
        case impatient
        /// Holds up neither reads nor writes while it waits: CREATE and DROP INDEX CONCURRENTLY.
        case patient
    }

    /// What is missing, for people: `index clusters_active_name on clusters`.
    package let summary: String
    package let sql: String
    let locking: Locking
    /// Runs before a repeat: removes what a failed CREATE INDEX CONCURRENTLY has left.
    let cleanup: String?

    init(_ summary: String, _ sql: String, locking: Locking = .impatient, cleanup: String? = nil) {
        self.summary = summary
        self.sql = sql
        self.locking = locking
        self.cleanup = cleanup
    }
}
