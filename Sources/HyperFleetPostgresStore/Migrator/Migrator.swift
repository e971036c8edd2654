package import Logging
package import PostgresDriver

/// Brings a database's schema to what this program declares, by adding only.
///
/// It may be started any number of times at once, and beside servers at work. It needs a direct connection, and the
/// rights of the tables' owner.
package struct Migrator: Sendable {
    let database: PostgresDatabase
    let configuration: MigratorConfiguration
    let declared: DeclaredSchema
    let logger: Logger

    /// A migrator over connections of its own; the database's lanes need not run.
    package init(
        database: PostgresDatabase, configuration: MigratorConfiguration = MigratorConfiguration(), logger: Logger
    ) {
        self.init(database: database, configuration: configuration, declared: .current, logger: logger)
    }

    init(
        database: PostgresDatabase, configuration: MigratorConfiguration, declared: DeclaredSchema, logger: Logger
    ) {
        self.database = database
        self.configuration = configuration
        self.declared = declared
        self.logger = logger
    }

    /// What `apply` would do now; changes nothing and takes no lock.
    package func plan() async throws(MigrationError) -> MigrationPlan {
        try await withSession(isOwnSession: database.expectsOwnSessions) { session throws(MigrationError) in
            try await plan(on: session)
        }
    }

    /// Whether the database has all that this program needs.
    package func isUpToDate() async throws(MigrationError) -> Bool {
        try await plan().isEmpty
    }

    /// Returns when the database has all that this program needs, and throws `outdated` when it lacks something: for
    /// the start of a server.
    package func requireUpToDate() async throws(MigrationError) {
        let plan = try await plan()
        guard plan.isEmpty else { throw .outdated(plan) }
    }

    /// Labels and reports without an owner, of which there should never be any.
    package func orphans() async throws(MigrationError) -> OrphanCounts {
        try await withSession(isOwnSession: database.expectsOwnSessions) { session throws(MigrationError) in
            try await asking { () async throws(PostgresError) in
                try await session.query(CountOrphans()).first ?? OrphanCounts(labels: 0, adapterStatuses: 0)
            }
        }
    }

    /// Runs what is missing and answers what was run; nothing when all is there.
    ///
    /// Statements that were run are kept when a later one fails: the next run goes on from there.
    package func apply() async throws(MigrationError) -> [MigrationStep] {
        try await refusePooler()
        return try await withSession(isOwnSession: true) { session throws(MigrationError) in
            try await lock(session)
            let steps = try await applyLocked(session)
            _ = try await asking { () async throws(PostgresError) in try await session.query(ReleaseMigrationLock()) }
            return steps
        }
    }

    private func applyLocked(_ session: PostgresSession) async throws(MigrationError) -> [MigrationStep] {
        var done: [MigrationStep] = []
        for _ in 0..<3 {
            let plan = try await plan(on: session)
            guard plan.conflicts.isEmpty else { throw .conflicts(plan.conflicts) }
            if plan.steps.isEmpty { return done }
            for step in plan.steps {
                logger.info("migrating", metadata: ["step": "\(step.summary)"])
                try await run(step, on: session)
                done.append(step)
            }
        }
        let rest = try await plan(on: session)
        guard rest.isEmpty else { throw .incomplete(rest.steps) }
        return done
    }

    private func plan(on session: PostgresSession) async throws(MigrationError) -> MigrationPlan {
        let live = try await asking { () async throws(PostgresError) in
            try await LiveCatalog.read(declared, largeTableRows: configuration.largeTableRows, on: session)
        }
        guard let live else { throw .noSchema }
        return MigrationPlanner.plan(declared: declared, live: live)
    }
}
