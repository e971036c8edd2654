/// Why the database could not do what was asked.
///
/// Its description holds no bound value and no password: it may be logged.
package struct PostgresError: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// PostgreSQL refused a statement; nothing of its segment or transaction is kept.
        case server(sqlState: String, constraint: String?, message: String)
        /// The connection went away underneath the request.
        case connectionLost(processed: Processed)
        /// There is no connection, or none came free in time; nothing was done.
        case unavailable
        /// Too many requests wait already; nothing was done.
        case overloaded
        /// The statement took longer than it may; nothing of its segment or transaction is kept.
        case timedOut
        /// The task was cancelled; nothing of the segment or transaction is kept.
        case cancelled
        /// A row was not what its decoder expects: a defect.
        case decoding
        /// The driver was used wrongly, a bad connection string included.
        case misuse
    }

    /// Whether a lost request may have been carried out.
    package enum Processed: Sendable, Hashable {
        case no
        case maybe
    }

    package let kind: Kind
    /// What happened, for a log.
    package let detail: String
    /// The name of the statement that failed, where one did.
    package internal(set) var statement: String?
    /// Whether a prepared plan had to be given up since the table underneath it changed: a repeat makes a new one.
    package internal(set) var isStalePlan = false

    package init(_ kind: Kind, detail: String) {
        self.kind = kind
        self.detail = detail
    }
}

extension PostgresError {
    /// The five characters that PostgreSQL gave, where PostgreSQL refused a statement.
    package var sqlState: String? {
        if case .server(let sqlState, _, _) = kind { return sqlState }
        return nil
    }

    /// The constraint that was violated, where one was.
    package var constraint: String? {
        if case .server(_, let constraint, _) = kind { return constraint }
        return nil
    }

    /// Whether the whole transaction may simply run again: a serialization failure (40001), a deadlock (40P01) or a
    /// plan that a change of the schema made stale.
    package var isRetryableConflict: Bool {
        sqlState == "40001" || sqlState == "40P01" || isStalePlan
    }

    /// Whether a lock was not had within lock_timeout (55P03).
    package var isLockTimeout: Bool { sqlState == "55P03" }

    static let cancelled = PostgresError(.cancelled, detail: "the task was cancelled")
}

extension PostgresError: CustomStringConvertible {
    /// `23505 clusters_name_key (insert_cluster): duplicate key value violates unique constraint`
    package var description: String {
        let place = statement.map { " (\($0))" } ?? ""
        switch kind {
        case .server(let sqlState, let constraint, _):
            let name = constraint.map { " \($0)" } ?? ""
            return "\(sqlState)\(name)\(place): \(detail)"
        case .connectionLost(let processed):
            return "connection lost, processed: \(processed)\(place): \(detail)"
        case .unavailable: return "database unavailable\(place): \(detail)"
        case .overloaded: return "database overloaded\(place): \(detail)"
        case .timedOut: return "database timed out\(place): \(detail)"
        case .cancelled: return "cancelled\(place): \(detail)"
        case .decoding: return "unexpected row\(place): \(detail)"
        case .misuse: return "misuse\(place): \(detail)"
        }
    }
}
