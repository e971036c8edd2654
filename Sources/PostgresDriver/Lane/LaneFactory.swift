internal import Logging

/// Makes the lanes of one database, which differ in their timeouts, their batches and their service.
struct LaneFactory {
    let configuration: PostgresConfiguration
    let string: ConnectionString
    let logger: Logger
    let gate: ConnectionGate

    init(configuration: PostgresConfiguration, string: ConnectionString, logger: Logger) {
        self.configuration = configuration
        self.string = string
        self.logger = logger
        gate = ConnectionGate(logger: logger)
    }

    func readLane() -> Lane<StatementCall, PostgresResult> {
        let gathering = Gathering(jobs: 64, patience: .milliseconds(1))
        let limit = BatchLimit<StatementCall>(jobs: 32, bytes: 32 * 1024, gathering: gathering) {
            $0.parameters.bytes.count
        }
        return lane(
            "reader", size: configuration.readers, session(statementTimeout: configuration.readTimeout),
            limit: limit, serve: ReadService.serve)
    }

    func searchLane() -> Lane<StatementCall, PostgresResult> {
        lane(
            "search", size: configuration.searchers,
            session(statementTimeout: configuration.searchTimeout), limit: .single, serve: ReadService.serve)
    }

    func writeLane() -> Lane<SegmentWork, [PostgresResult]> {
        let settings = session(
            statementTimeout: configuration.writeTimeout, lockTimeout: configuration.writeLockTimeout)
        // A commit costs about as much for thirty writes as for one, and a second one beside it is slower by far.
        let gathering = Gathering(jobs: 32, patience: .milliseconds(1))
        let limit = BatchLimit<SegmentWork>(jobs: 32, bytes: 256 * 1024, gathering: gathering) { work in
            work.sharesCommit ? work.calls.reduce(0) { $0 + $1.parameters.bytes.count } : .max / 2
        }
        return lane(
            "write", size: configuration.writers, settings, limit: limit, serve: SegmentService.serve)
    }

    func transactionLane(_ service: TransactionService) -> Lane<SegmentWork, [PostgresResult]> {
        // PostgreSQL's own limit is the second line: the service ends an idle transaction before it.
        let settings = session(
            statementTimeout: configuration.transactionTimeout,
            lockTimeout: configuration.transactionLockTimeout,
            idleInTransactionTimeout: configuration.idleInTransactionTimeout + .seconds(5))
        return lane(
            "transaction", size: configuration.transactions, settings, limit: .single, serve: service.serve)
    }

    func listLane(_ service: TransactionService) -> Lane<SegmentWork, [PostgresResult]> {
        let settings = session(
            statementTimeout: configuration.listTimeout,
            idleInTransactionTimeout: configuration.listTimeout + .seconds(5))
        return lane("list", size: configuration.listers, settings, limit: .single, serve: service.serve)
    }

    private func session(
        statementTimeout: Duration, lockTimeout: Duration? = nil, idleInTransactionTimeout: Duration? = nil
    ) -> SessionSettings {
        SessionSettings(
            isOwnSession: configuration.hasOwnSessions, statementTimeout: statementTimeout, lockTimeout: lockTimeout,
            idleInTransactionTimeout: idleInTransactionTimeout)
    }

    private func lane<Work: QueuedWork, Answer: Sendable>(
        _ name: String, size: Int, _ settings: SessionSettings, limit: BatchLimit<Work>,
        serve: @escaping Lane<Work, Answer>.Serve
    ) -> Lane<Work, Answer> {
        let (string, configuration, logger, gate) = (string, configuration, logger, gate)
        return Lane(
            name: name, size: size, maxWaiting: configuration.maxWaiting, maxWaitingSize: configuration.maxWaitingSize,
            limit: limit, gate: gate, logger: logger,
            open: { generation throws(PostgresError) in
                let connection = try PostgresConnection(
                    string, configuration: configuration, settings: settings, generation: generation,
                    isPipelined: true, logger: logger)
                connection.whenReadOnly = { gate.discard(generation) }
                return connection
            }, serve: serve)
    }
}
