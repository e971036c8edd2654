/// What a segment's thread is asked to do.
struct SegmentWork: Sendable {
    /// Where the further steps of a transaction come from.
    typealias Steps = JobQueue<SegmentWork, [PostgresResult]>

    enum Kind: Sendable {
        /// One atomic write, without BEGIN.
        case write
        /// The first step of a transaction.
        case begin(PostgresTransactionMode, steps: Steps)
        /// A further step.
        case step
        /// No statements: the end, without effect.
        case rollback
    }

    let kind: Kind
    let calls: [StatementCall]
    /// Whether the transaction is committed behind the statements.
    var commits = false
    /// Whether a write may be committed together with others.
    var sharesCommit = false
}

typealias SegmentJob = Job<SegmentWork, [PostgresResult]>
typealias SegmentQueue = JobQueue<SegmentWork, [PostgresResult]>
