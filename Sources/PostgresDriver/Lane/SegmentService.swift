/// Runs one segment for one job on a connection that nobody else uses meanwhile.
enum SegmentService {
    /// Serves the write lane: one segment, one sync, one answer, given once the sync has come.
    static func serve(
        _ connection: PostgresConnection, _ queue: SegmentQueue, _ jobs: [SegmentJob]
    ) throws(ConnectionFailure) {
        for job in jobs where job.start(wakeup: connection.wakeup) {
            do throws(ConnectionFailure) {
                var outcome = try run(job, Frame(), connection)
                if case .failure(let error) = outcome, error.isStalePlan {
                    try connection.forgetPrepared()
                    outcome = try run(job, Frame(), connection)
                }
                job.finish(outcome)
            } catch {
                if !error.wasSent, job.restart() {
                    queue.putBack([job])
                } else {
                    job.finish(.failure(.connectionLost(error, isRead: false)))
                }
                throw error
            }
        }
    }

    /// Sends the statements of `job` within `frame`, and waits for the sync; a cancelled task cancels them.
    static func run(
        _ job: SegmentJob, _ frame: Frame, _ connection: PostgresConnection
    ) throws(ConnectionFailure) -> SegmentJob.Outcome {
        var results: [PostgresResult] = []
        var failure: PostgresError?
        let patience = Patience(
            silenceLimit: connection.settings.silenceLimit, isInterrupted: { job.isInterrupted })
        let framed = try connection.exchange(job.work.calls, frame: frame, patience: patience) { _, outcome in
            switch outcome {
            case .success(let result): results.append(result)
            case .failure(let error): failure = failure ?? error
            case .aborted: break
            }
        }
        if case .failure(let error) = framed { failure = failure ?? error }
        if let failure { return .failure(job.isInterrupted && failure.kind == .timedOut ? .cancelled : failure) }
        if job.work.commits, case .success(let tag) = framed, tag != "COMMIT" {
            let detail = "PostgreSQL answered COMMIT with '\(tag)'"
            return .failure(
                PostgresError(.server(sqlState: "25P02", constraint: nil, message: detail), detail: detail))
        }
        return .success(results)
    }
}
