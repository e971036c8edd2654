/// What a dedicated connection is asked to do.
enum SessionWork: Sendable {
    case script(String)
    case statement(StatementCall)
}

typealias SessionQueue = JobQueue<SessionWork, PostgresResult?>

extension SessionQueue {
    /// Serves the queue on `connection` until it is closed, or the connection is lost.
    func serve(_ connection: PostgresConnection) {
        while case .jobs(let jobs) = take(.single) {
            for job in jobs where job.start(wakeup: connection.wakeup) {
                do throws(ConnectionFailure) {
                    job.finish(try Self.run(job, connection))
                } catch {
                    let lost = PostgresError.connectionLost(error, isRead: false)
                    job.finish(.failure(lost))
                    close(lost)
                }
            }
        }
    }

    private static func run(
        _ job: QueuedJob, _ connection: PostgresConnection
    ) throws(ConnectionFailure) -> QueuedJob.Outcome {
        let patience = Patience(isInterrupted: { job.isInterrupted })
        let outcome: QueuedJob.Outcome
        switch job.work {
        case .script(let script):
            let error = try connection.runScript(script, patience: patience)
            outcome = error.map { .failure($0) } ?? .success(nil)
        case .statement(let call):
            outcome = try connection.runStatement(call, patience: patience).map { $0 }
        }
        if job.isInterrupted, case .failure(let error) = outcome, error.kind == .timedOut {
            return .failure(.cancelled)
        }
        return outcome
    }
}
