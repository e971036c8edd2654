internal import HyperFleetPostgresStore
internal import PostgresDriver

extension StartFailure {
    /// What a migration's or a schema check's error means for whoever started the program.
    init(_ error: MigrationError) {
        switch error {
        case .outdated:
            self.init(
                .databaseSchema, "\(error). Run `hyperfleet-api migrate` with the same database, then start again.")
        case .database(let error):
            self.init(error)
        case .noSchema, .behindPooler, .conflicts:
            self.init(.databaseSchema, error.description)
        case .busy:
            self.init(.databaseAway, error.description)
        case .step, .incomplete:
            self.init(.other, error.description)
        }
    }

    /// What a driver's error means where nothing but its message can be told.
    init(_ error: PostgresError) {
        switch error.kind {
        case .unavailable, .connectionLost, .overloaded, .timedOut, .cancelled:
            self.init(.databaseAway, "\(error)")
        case .misuse:
            self.init(.usage, "the database URL cannot be used: \(error.detail)")
        case .server, .decoding:
            self.init(.other, "\(error)")
        }
    }
}
