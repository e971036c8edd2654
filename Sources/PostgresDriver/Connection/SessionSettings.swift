/// What a connection is told right after it is opened.
struct SessionSettings: Sendable {
    /// nil for no limit.
    var statementTimeout: Duration?
    var lockTimeout: Duration?
    var idleInTransactionTimeout: Duration?

    /// How long PostgreSQL may be silent in the middle of an answer before the connection is given up.
    ///
    /// PostgreSQL itself ends a statement at its timeout, so that longer silence means a dead peer.
    var silenceLimit: Duration? { statementTimeout.map { $0 + .seconds(5) } }

    var script: String {
        """
        SET timezone = 'UTC'; SET standard_conforming_strings = on; \
        SET default_transaction_isolation = 'read committed'; \
        SET statement_timeout = \(milliseconds(statementTimeout)); \
        SET lock_timeout = \(milliseconds(lockTimeout)); \
        SET idle_in_transaction_session_timeout = \(milliseconds(idleInTransactionTimeout))
        """
    }

    /// 0 means no limit to PostgreSQL.
    private func milliseconds(_ duration: Duration?) -> Int64 {
        duration.map { max(1, $0.wholeMilliseconds) } ?? 0
    }
}
