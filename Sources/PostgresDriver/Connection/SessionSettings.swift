/// What PostgreSQL is told about the limits of a connection's statements.
struct SessionSettings: Sendable {
    /// Whether the connection is a session of its own, which keeps what it is told.
    ///
    /// Behind a pooler in transaction mode it is not: there every transaction is told anew, for itself only, and
    /// nothing is prepared by name.
    var isOwnSession = true
    /// nil for no limit.
    var statementTimeout: Duration?
    var lockTimeout: Duration?
    var idleInTransactionTimeout: Duration?

    /// How long PostgreSQL may be silent in the middle of an answer before the connection is given up.
    ///
    /// PostgreSQL itself ends a statement at its timeout, so that longer silence means a dead peer.
    var silenceLimit: Duration? { statementTimeout.map { $0 + .seconds(5) } }

    /// What a session is told once, right after it is opened; nil where it is none of our own.
    var sessionScript: String? {
        guard isOwnSession else { return nil }
        let isolation = "SET default_transaction_isolation = 'read committed'"
        return ([isolation] + values.map { "SET \($0) = '\($1)'" }).joined(separator: "; ")
    }

    /// What each transaction is told first, in one statement; nil where the session knows it.
    ///
    /// `SET LOCAL` would do the same, and warn in PostgreSQL's log wherever a transaction has no BEGIN.
    var transactionScript: String? {
        guard !isOwnSession else { return nil }
        return "SELECT " + values.map { "set_config('\($0)', '\($1)', true)" }.joined(separator: ", ")
    }

    private var values: [(name: String, value: String)] {
        [
            ("timezone", "UTC"), ("standard_conforming_strings", "on"),
            ("statement_timeout", milliseconds(statementTimeout)), ("lock_timeout", milliseconds(lockTimeout)),
            ("idle_in_transaction_session_timeout", milliseconds(idleInTransactionTimeout)),
        ]
    }

    /// 0 means no limit to PostgreSQL.
    private func milliseconds(_ duration: Duration?) -> String {
        String(duration.map { max(1, $0.wholeMilliseconds) } ?? 0)
    }
}
