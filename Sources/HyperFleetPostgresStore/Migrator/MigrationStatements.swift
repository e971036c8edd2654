internal import PostgresDriver

/// Takes the migration lock of the current schema if it is free; never waits, so it never holds a snapshot that a
/// concurrent index build would wait for.
struct TryMigrationLock: PostgresStatement {
    static let name = "migration_lock"
    static let sql = "SELECT pg_try_advisory_lock(1212566612, hashtext(current_schema()))"

    static func decode(_ row: PostgresRow) throws(PostgresError) -> Bool {
        try row.bool(0)
    }
}

/// Gives the migration lock back.
struct ReleaseMigrationLock: PostgresStatement {
    static let name = "migration_unlock"
    static let sql = "SELECT pg_advisory_unlock(1212566612, hashtext(current_schema()))"

    static func decode(_ row: PostgresRow) throws(PostgresError) -> Bool {
        try row.bool(0)
    }
}
