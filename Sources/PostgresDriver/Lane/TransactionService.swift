/// Serves transactions: each has a connection to itself from its first segment to its end.
final class TransactionService: Sendable {
    private struct State {
        var open: [ObjectIdentifier: SegmentQueue] = [:]
        var isClosed = false
    }

    private let state = Monitor(State())
    private let idleLimit: Duration

    /// - Parameter idleLimit: how long a transaction may stand still between its segments.
    init(idleLimit: Duration) {
        self.idleLimit = idleLimit
    }

    /// Ends the transactions that are open: each is rolled back once its running segment is over.
    func close() {
        let open = state.withLock { state in
            state.isClosed = true
            return state.open.values
        }
        for steps in open { steps.close(Self.closing) }
    }

    func serve(
        _ connection: PostgresConnection, _ queue: SegmentQueue, _ jobs: [SegmentJob]
    ) throws(ConnectionFailure) {
        for job in jobs where job.start(wakeup: connection.wakeup) {
            guard case .begin(let mode, let steps) = job.work.kind else {
                job.finish(.failure(Self.over))
                continue
            }
            if try begin(job, mode, connection, queue) { try serveSteps(steps, connection) }
        }
    }

    /// Runs the first segment behind BEGIN; true when the transaction goes on.
    private func begin(
        _ job: SegmentJob, _ mode: PostgresTransactionMode, _ connection: PostgresConnection, _ queue: SegmentQueue
    ) throws(ConnectionFailure) -> Bool {
        do throws(ConnectionFailure) {
            var outcome = try runAndSettle(job, opening: mode.begin, connection)
            if case .failure(let error) = outcome, error.isStalePlan {
                try connection.forgetPrepared()
                outcome = try runAndSettle(job, opening: mode.begin, connection)
            }
            job.finish(outcome)
        } catch {
            if !error.wasSent, job.restart() {
                queue.putBack([job])
            } else {
                job.finish(.failure(.connectionLost(error, isRead: !job.work.commits)))
            }
            throw error
        }
        return !connection.isIdle
    }

    /// Runs segment after segment until one ends the transaction.
    private func serveSteps(_ steps: SegmentQueue, _ connection: PostgresConnection) throws(ConnectionFailure) {
        register(steps)
        defer {
            deregister(steps)
            steps.close(Self.over)
        }
        while true {
            switch steps.take(.single, deadline: .now + idleLimit) {
            case .timedOut, .closed:
                try rollback(connection)
                let detail = "the transaction stood still for \(idleLimit)"
                return steps.close(PostgresError(.timedOut, detail: detail))
            case .jobs(let jobs):
                for job in jobs where job.start(wakeup: connection.wakeup) {
                    do throws(ConnectionFailure) {
                        job.finish(try runAndSettle(job, opening: nil, connection))
                    } catch {
                        let lost = PostgresError.connectionLost(error, isRead: !job.work.commits)
                        job.finish(.failure(lost))
                        steps.close(lost)
                        throw error
                    }
                    if connection.isIdle { return }
                }
            }
        }
    }

    /// Runs a segment; after an error the transaction is rolled back before anybody hears of it.
    private func runAndSettle(
        _ job: SegmentJob, opening: String?, _ connection: PostgresConnection
    ) throws(ConnectionFailure) -> SegmentJob.Outcome {
        if case .rollback = job.work.kind {
            try rollback(connection)
            return .success([])
        }
        let frame = Frame(opening: opening, ending: job.work.commits ? "COMMIT" : nil)
        let outcome = try SegmentService.run(job, frame, connection)
        if case .failure(let error) = outcome {
            if !connection.isIdle { try rollback(connection) }
            // A stale plan inside a transaction: the whole transaction must run again, with a fresh one.
            if error.isStalePlan, opening == nil { try connection.forgetPrepared() }
        }
        return outcome
    }

    private func rollback(_ connection: PostgresConnection) throws(ConnectionFailure) {
        let patience = Patience(silenceLimit: connection.settings.silenceLimit)
        _ = try connection.exchange([], frame: Frame(ending: "ROLLBACK"), patience: patience) { _, _ in }
        guard connection.isIdle else {
            throw ConnectionFailure(reason: "a transaction could not be rolled back", wasSent: true)
        }
    }

    private func register(_ steps: SegmentQueue) {
        let isClosed = state.withLock { state in
            state.open[ObjectIdentifier(steps)] = steps
            return state.isClosed
        }
        if isClosed { steps.close(Self.closing) }
    }

    private func deregister(_ steps: SegmentQueue) {
        state.withLock { $0.open[ObjectIdentifier(steps)] = nil }
    }

    private static let closing = PostgresError(.unavailable, detail: "the connections are being closed")
    private static let over = PostgresError(.misuse, detail: "the transaction is over")
}
