extension PostgresConfiguration {
    /// The connection string without secrets, for logs: `dbname=fleet host=/run/postgresql password=***`.
    package var redacted: String {
        guard let string = try? ConnectionString(connectionString) else { return "a connection string with an error" }
        return string.redacted
    }
}
