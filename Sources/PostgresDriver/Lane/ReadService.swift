/// Serves point reads and searches: a batch per round trip, each read on its own in what becomes of it.
///
/// Nothing is cancelled here, since a cancel request would hit a neighbour; a cancelled task stops waiting, and
/// statement_timeout ends the statement.
enum ReadService {
    typealias ReadJob = Job<StatementCall, PostgresResult>

    static func serve(
        _ connection: PostgresConnection, _ queue: JobQueue<StatementCall, PostgresResult>, _ taken: [ReadJob]
    ) throws(ConnectionFailure) {
        let jobs = taken.filter { $0.start(wakeup: nil) }
        guard !jobs.isEmpty else { return }
        do throws(ConnectionFailure) {
            let (aborted, stale) = try run(jobs, connection)
            if !stale.isEmpty { try connection.forgetPrepared() }
            for job in stale + aborted {
                let (_, staleAgain) = try run([job], connection)
                for job in staleAgain { job.finish(.failure(staleTwice)) }
            }
        } catch {
            // A read has no effect, so that it may simply run again, on the next connection.
            let again = jobs.filter { $0.restart() }
            for job in jobs { job.failUnlessWaiting(.connectionLost(error, isRead: true)) }
            queue.putBack(again)
            throw error
        }
    }

    /// Sends `jobs` as one batch; returns those that must run again.
    private static func run(
        _ jobs: [ReadJob], _ connection: PostgresConnection
    ) throws(ConnectionFailure) -> (aborted: [ReadJob], stale: [ReadJob]) {
        var aborted: [ReadJob] = []
        var stale: [ReadJob] = []
        let patience = Patience(silenceLimit: connection.settings.silenceLimit)
        _ = try connection.exchange(jobs.map(\.work), patience: patience) { index, outcome in
            let job = jobs[index]
            switch outcome {
            case .success(let result): job.finish(.success(result))
            case .aborted: aborted.append(job)
            case .failure(let error) where error.isStalePlan: stale.append(job)
            case .failure(let error): job.finish(.failure(error))
            }
        }
        return (aborted, stale)
    }

    private static let staleTwice = PostgresError(
        .unavailable, detail: "a table changed again while its statement was prepared anew")
}

extension PostgresError {
    /// The request was underway when its connection went away.
    static func connectionLost(_ failure: ConnectionFailure, isRead: Bool) -> PostgresError {
        let processed: Processed = failure.wasSent && !isRead ? .maybe : .no
        return PostgresError(.connectionLost(processed: processed), detail: failure.reason)
    }
}
