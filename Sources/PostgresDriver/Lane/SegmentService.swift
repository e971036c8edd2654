/// Runs the segments of jobs on a connection that nobody else uses meanwhile.
enum SegmentService {
    /// Serves the write lane: one sync behind the segments of all `jobs`, and answers once it has come.
    ///
    /// What a commit costs is then paid once for all of them. They are one atomic unit, so that a failure of one undoes
    /// the others: then each is run again by itself.
    static func serve(
        _ connection: PostgresConnection, _ queue: SegmentQueue, _ taken: [SegmentJob]
    ) throws(ConnectionFailure) {
        let jobs = taken.filter { $0.start(wakeup: connection.wakeup) }
        let isDone = jobs.count > 1 ? try serveTogether(jobs, connection, queue) : false
        if !isDone { try serveApart(jobs, connection, queue) }
    }

    /// Whether all were committed; if not, nothing of them was.
    private static func serveTogether(
        _ jobs: [SegmentJob], _ connection: PostgresConnection, _ queue: SegmentQueue
    ) throws(ConnectionFailure) -> Bool {
        let outcome: SegmentJob.Outcome
        do throws(ConnectionFailure) {
            // A cancellation of one must not undo the others: it is too late for it, as behind a commit.
            outcome = try run(jobs.flatMap(\.work.calls), Frame(), connection) { false }
        } catch {
            giveUp(jobs, error, queue)
            throw error
        }
        guard case .success(let results) = outcome else { return false }
        var rest = results[...]
        for job in jobs {
            job.finish(.success(Array(rest.prefix(job.work.calls.count))))
            rest = rest.dropFirst(job.work.calls.count)
        }
        return true
    }

    private static func serveApart(
        _ jobs: [SegmentJob], _ connection: PostgresConnection, _ queue: SegmentQueue
    ) throws(ConnectionFailure) {
        for (place, job) in jobs.enumerated() {
            do throws(ConnectionFailure) {
                var outcome = try run(job, Frame(), connection)
                if case .failure(let error) = outcome, error.isStalePlan {
                    try connection.forgetPrepared()
                    outcome = try run(job, Frame(), connection)
                }
                job.finish(outcome)
            } catch {
                giveUp([job], error, queue)
                let unsent = ConnectionFailure(reason: error.reason, wasSent: false)
                giveUp(Array(jobs[(place + 1)...]), unsent, queue)
                throw error
            }
        }
    }

    /// Puts jobs back of which nothing was sent over the lost connection, and fails the others.
    private static func giveUp(_ jobs: [SegmentJob], _ failure: ConnectionFailure, _ queue: SegmentQueue) {
        let again = failure.wasSent ? [] : jobs.filter { $0.restart() }
        for job in jobs { job.failUnlessWaiting(.connectionLost(failure, isRead: false)) }
        queue.putBack(again)
    }

    /// Sends the statements of `job` within `frame`, and waits for the sync; a cancelled task cancels them.
    static func run(
        _ job: SegmentJob, _ frame: Frame, _ connection: PostgresConnection
    ) throws(ConnectionFailure) -> SegmentJob.Outcome {
        let outcome = try run(job.work.calls, frame, connection, commits: job.work.commits) { job.isInterrupted }
        if case .failure(let error) = outcome, job.isInterrupted, error.kind == .timedOut {
            return .failure(.cancelled)
        }
        return outcome
    }

    private static func run(
        _ calls: [StatementCall], _ frame: Frame, _ connection: PostgresConnection, commits: Bool = false,
        isInterrupted: @escaping () -> Bool
    ) throws(ConnectionFailure) -> SegmentJob.Outcome {
        var results: [PostgresResult] = []
        results.reserveCapacity(calls.count)
        var failure: PostgresError?
        let patience = Patience(silenceLimit: connection.settings.silenceLimit, isInterrupted: isInterrupted)
        let framed = try connection.exchange(calls, frame: frame, patience: patience) { _, outcome in
            switch outcome {
            case .success(let result): results.append(result)
            case .failure(let error): failure = failure ?? error
            case .aborted: break
            }
        }
        if case .failure(let error) = framed { failure = failure ?? error }
        if let failure { return .failure(failure) }
        if commits, case .success(let tag) = framed, tag != "COMMIT" {
            let detail = "PostgreSQL answered COMMIT with '\(tag)'"
            return .failure(
                PostgresError(.server(sqlState: "25P02", constraint: nil, message: detail), detail: detail))
        }
        return .success(results)
    }
}
