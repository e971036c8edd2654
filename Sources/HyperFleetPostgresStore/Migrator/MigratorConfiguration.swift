/// How patient a migration is.
package struct MigratorConfiguration: Sendable {
    /// How long a statement that others queue behind waits for its lock before it gives up and tries again.
    package var lockTimeout: Duration = .seconds(2)
    /// How long a statement that holds up nobody waits for its lock.
    package var concurrentLockTimeout: Duration = .seconds(600)
    /// How often one statement is tried in all.
    package var attempts = 30
    /// How long another migration of the same schema is waited for.
    package var otherMigrationTimeout: Duration = .seconds(300)
    /// How often the migration lock is asked for while another migration holds it.
    package var pollInterval: Duration = .milliseconds(100)
    /// A table of more rows gets its indexes built while writes go on.
    package var largeTableRows: Int64 = 10_000

    package init() {}
}
