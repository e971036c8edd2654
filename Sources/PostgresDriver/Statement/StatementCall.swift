/// A statement with its values, ready to send.
struct StatementCall: Sendable {
    let statement: any PostgresStatement.Type
    let parameters: PostgresParameters

    init<Statement: PostgresStatement>(_ statement: Statement) {
        var parameters = PostgresParameters()
        statement.bind(into: &parameters)
        self.statement = Statement.self
        self.parameters = parameters
    }

    /// What tells this statement from others in a connection's cache.
    var identity: ObjectIdentifier { ObjectIdentifier(statement) }
}
