internal import Logging

/// A queue and the threads that serve it, a connection each; connections open on demand and stay.
final class Lane<Work: QueuedWork, Answer: Sendable>: Sendable {
    typealias LaneJob = Job<Work, Answer>
    /// Answers every job it is given, or puts it back; an error means that the connection is of no further use.
    typealias Serve =
        @Sendable (PostgresConnection, JobQueue<Work, Answer>, [LaneJob]) throws(ConnectionFailure) -> Void

    let name: String
    let queue: JobQueue<Work, Answer>
    private let size: Int
    private let reserve: ThreadReserve
    private let limit: BatchLimit<Work>
    private let gate: ConnectionGate
    private let open: @Sendable (Int) throws(PostgresError) -> PostgresConnection
    private let serve: Serve
    private let logger: Logger

    init(
        name: String, size: Int, maxWaiting: Int, maxWaitingSize: Int, limit: BatchLimit<Work>, gate: ConnectionGate,
        logger: Logger,
        open: @escaping @Sendable (Int) throws(PostgresError) -> PostgresConnection, serve: @escaping Serve
    ) {
        self.name = name
        self.size = size
        reserve = ThreadReserve(count: size - 1)
        self.limit = limit
        self.gate = gate
        self.open = open
        self.serve = serve
        self.logger = logger
        let queue = JobQueue<Work, Answer>(
            name: name, maxWaiting: maxWaiting, maxWaitingSize: maxWaitingSize, gathering: limit.gathering)
        self.queue = queue
        gate.whenAway { queue.failWaitingIfDisconnected($0) }
    }

    /// Puts `work` into the queue and waits for its answer.
    func submit(_ work: Work) async -> Result<Answer, PostgresError> {
        await Job<Work, Answer>(work).answer { job in
            let pushed = queue.push(job)
            if pushed.isBusy { reserve.call() }
            if pushed.isDisconnected { gate.want() }
            return pushed.refusal
        }
    }

    /// Starts the threads; each counts `ended` down when it is over.
    ///
    /// The first one connects at once, each of the others when a job comes that no thread is waiting for.
    func start(ended: Latch) throws(PostgresError) {
        for index in 0..<size {
            try DedicatedThread.start { [self] in
                if index == 0 || reserve.awaitCall() { main() }
                ended.countDown()
            }
        }
    }

    /// Fails the jobs that have waited for too long.
    func expire(_ configuration: PostgresConfiguration) {
        if let away = gate.away, queue.isDisconnected {
            queue.failWaiting(longerThan: configuration.unavailableTimeout, away)
        }
        let detail = "no connection of the \(name) lane came free within \(configuration.acquireTimeout)"
        queue.failWaiting(longerThan: configuration.acquireTimeout, PostgresError(.unavailable, detail: detail))
    }

    /// Takes no more work; what waits fails, what runs ends, and the threads with it.
    func close() {
        queue.close(PostgresError(.unavailable, detail: "the connections are being closed"))
        reserve.close()
    }

    private func main() {
        while let connection = connect() {
            queue.connectionOpened()
            let reason = serveUntilUnusable(connection)
            queue.connectionClosed()
            guard let reason else { return }
            logger.warning("a connection was given up", metadata: ["lane": "\(name)", "reason": "\(reason)"])
        }
    }

    /// A new connection; nil once the database is being closed.
    private func connect() -> PostgresConnection? {
        while let turn = gate.awaitTurn() {
            do throws(PostgresError) {
                let connection = try open(turn.generation)
                gate.succeeded(turn)
                logger.debug(
                    "a connection is open",
                    metadata: ["lane": "\(name)", "backend": "\(connection.backendProcess)"])
                return connection
            } catch {
                gate.failed(turn, error)
            }
        }
        return nil
    }

    /// Serves until the queue is closed (nil) or the connection is lost (why).
    private func serveUntilUnusable(_ connection: PostgresConnection) -> String? {
        while case .jobs(let jobs) = queue.take(limit) {
            guard connection.generation == gate.generation, connection.isUsable() else {
                queue.putBack(jobs)
                queue.completed(jobs.count, roundTrips: 0)
                return "it was closed while idle: \(connection.message)"
            }
            defer {
                queue.completed(jobs.count, roundTrips: connection.roundTrips)
                connection.roundTrips = 0
            }
            do throws(ConnectionFailure) {
                try serve(connection, queue, jobs)
            } catch {
                return error.reason
            }
            if connection.isReadOnly { return "this PostgreSQL is read-only now" }
        }
        return nil
    }
}
