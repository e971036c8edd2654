/// How a transaction begins.
package enum PostgresTransactionMode: Sendable {
    /// READ COMMITTED: each statement sees what was committed when it began.
    case readCommitted
    /// REPEATABLE READ, READ ONLY: every statement sees the same snapshot.
    case snapshot

    var begin: String {
        switch self {
        case .readCommitted: return "BEGIN ISOLATION LEVEL READ COMMITTED"
        case .snapshot: return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        }
    }
}
