internal import PostgresDriver

/// PostgreSQL's plan for another statement with the same values, a line a row; the statement itself is not run.
struct QueryPlan: PostgresComposedStatement {
    static let name = "query_plan"

    let sql: String
    let parameterTypes: [PostgresType]
    let parameters: PostgresParameters

    init<Statement: PostgresStatement>(of statement: Statement) {
        sql = Self.explain + Statement.sql
        parameterTypes = Statement.parameterTypes
        var parameters = PostgresParameters()
        statement.bind(into: &parameters)
        self.parameters = parameters
    }

    init(composed statement: some PostgresComposedStatement) {
        sql = Self.explain + statement.sql
        parameterTypes = statement.parameterTypes
        parameters = statement.parameters
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> String { try row.text(0) }

    private static let explain = "EXPLAIN (SETTINGS) "
}
