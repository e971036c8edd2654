internal import Synchronization

/// A transaction in progress; see `PostgresDatabase.withTransaction`.
package final class PostgresTransaction: Sendable {
    private enum Phase {
        /// Nothing has been sent: no connection is held.
        case unused
        case open
        case finished
    }

    private let mode: PostgresTransactionMode
    private let lane: Lane<SegmentWork, [PostgresResult]>
    private let steps = SegmentQueue(name: "transaction", maxWaiting: 1)
    private let phase = Mutex(Phase.unused)

    init(mode: PostgresTransactionMode, lane: Lane<SegmentWork, [PostgresResult]>) {
        self.mode = mode
        self.lane = lane
    }

    /// Runs a segment inside the transaction; BEGIN travels with the first one.
    ///
    /// Any error ends the transaction: by then it is rolled back. Segments run one after the other.
    package func execute(_ segment: PostgresSegment) async throws(PostgresError) -> PostgresSegmentResult {
        try await send(segment, commits: false)
    }

    /// Runs the last segment and commits, in one round trip; the segment may be empty.
    ///
    /// Returns once the transaction is durable; when the connection is lost meanwhile, it may be or may not.
    @discardableResult
    package func commit(
        _ segment: PostgresSegment = PostgresSegment()
    ) async throws(PostgresError) -> PostgresSegmentResult {
        let isUnused = phase.withLock { $0 == .unused }
        if isUnused, segment.isEmpty { return PostgresSegmentResult(results: []) }
        return try await send(segment, commits: true)
    }

    /// Commits what `body` left open.
    func commitIfOpen() async throws(PostgresError) {
        guard phase.withLock({ $0 == .open }) else { return }
        try await commit()
    }

    /// Rolls back, unless the transaction is over; waits until its locks are free.
    func rollbackIfOpen() async {
        let wasOpen = phase.withLock { phase in
            defer { phase = .finished }
            return phase == .open
        }
        guard wasOpen else { return }
        _ = await SegmentJob(SegmentWork(kind: .rollback, calls: [])).answerRegardless { steps.push($0).refusal }
    }

    private func send(
        _ segment: PostgresSegment, commits: Bool
    ) async throws(PostgresError) -> PostgresSegmentResult {
        let before = phase.withLock { phase in
            let before = phase
            if before == .unused { phase = .open }
            return before
        }
        let outcome: SegmentJob.Outcome
        switch before {
        case .unused:
            let kind = SegmentWork.Kind.begin(mode, steps: steps)
            outcome = await lane.submit(SegmentWork(kind: kind, calls: segment.calls, commits: commits))
        case .open:
            let job = SegmentJob(SegmentWork(kind: .step, calls: segment.calls, commits: commits))
            outcome = await job.answer { steps.push($0).refusal }
        case .finished:
            throw PostgresError(.misuse, detail: "the transaction is over")
        }
        switch outcome {
        case .success(let results):
            if commits { phase.withLock { $0 = .finished } }
            return PostgresSegmentResult(results: results)
        case .failure(let error):
            // A step that was cancelled before a thread took it has left the transaction open.
            if before == .unused || error.kind != .cancelled { phase.withLock { $0 = .finished } }
            throw error
        }
    }
}
