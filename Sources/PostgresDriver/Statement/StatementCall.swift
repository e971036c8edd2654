/// A statement with its values, ready to send.
struct StatementCall: Sendable {
    /// Where the text comes from.
    private enum Source: Sendable {
        case prepared(any PostgresStatement.Type)
        case composed(name: String, sql: String, parameterTypes: [PostgresType])
    }

    private let source: Source
    let parameters: PostgresParameters

    init<Statement: PostgresStatement>(_ statement: Statement) {
        var parameters = PostgresParameters()
        statement.bind(into: &parameters)
        self.source = .prepared(Statement.self)
        self.parameters = parameters
    }

    init<Statement: PostgresComposedStatement>(composed statement: Statement) {
        source = .composed(name: Statement.name, sql: statement.sql, parameterTypes: statement.parameterTypes)
        parameters = statement.parameters
    }

    /// What tells this statement from others in a connection's cache; nil where it is never prepared.
    var identity: ObjectIdentifier? {
        switch source {
        case .prepared(let statement): ObjectIdentifier(statement)
        case .composed: nil
        }
    }

    var name: String {
        switch source {
        case .prepared(let statement): statement.name
        case .composed(let name, _, _): name
        }
    }

    var sql: String {
        switch source {
        case .prepared(let statement): statement.sql
        case .composed(_, let sql, _): sql
        }
    }

    var parameterTypes: [PostgresType] {
        switch source {
        case .prepared(let statement): statement.parameterTypes
        case .composed(_, _, let types): types
        }
    }
}
