internal import CLibPQ

/// Requests of a connection that is not in pipeline mode.
extension PostgresConnection {
    /// Runs SQL text as it stands; the first error ends it.
    func runScript(_ script: String, patience: consuming Patience) throws(ConnectionFailure) -> PostgresError? {
        guard PQsendQuery(handle, script) == 1 else { throw lost(sent: false) }
        return try results(&patience, statement: nil).error
    }

    /// Runs one statement with its values, not prepared.
    func runStatement(
        _ call: StatementCall, patience: consuming Patience
    ) throws(ConnectionFailure) -> Result<PostgresResult, PostgresError> {
        let types = call.parameterTypes.map { Oid($0.rawValue) }
        let accepted = withParameters(of: call) { count, values, lengths, formats in
            PQsendQueryParams(handle, call.sql, count, types, values, lengths, formats, 1)
        }
        guard accepted == 1 else { throw lost(sent: false) }
        let (last, error) = try results(&patience, statement: call.name)
        if let error { return .failure(error) }
        guard let last else { throw ConnectionFailure(reason: "a result is missing", wasSent: true) }
        return .success(last)
    }

    private func results(
        _ patience: inout Patience, statement: String?
    ) throws(ConnectionFailure) -> (last: PostgresResult?, error: PostgresError?) {
        roundTrips += 1
        try flush(&patience)
        var last: PostgresResult?
        var error: PostgresError?
        while let result = try nextResult(&patience) {
            if result.status == PGRES_FATAL_ERROR {
                guard !result.isFatal else {
                    throw ConnectionFailure(reason: result.field("M") ?? message, wasSent: true)
                }
                error = error ?? PostgresError(result: result, statement: statement)
            }
            last = result
        }
        return (last, error)
    }
}
