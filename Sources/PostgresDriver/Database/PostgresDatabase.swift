package import Logging
internal import Synchronization

/// Connections to one database, in lanes by the kind of work.
///
/// Requests wait in the order in which they came, bounded in number and time. While `run` has not begun they wait;
/// once it has ended they are refused as `unavailable`.
package final class PostgresDatabase: Sendable {
    let configuration: PostgresConfiguration
    let connectionString: ConnectionString
    let logger: Logger
    private let gate: ConnectionGate
    private let readLane: Lane<StatementCall, PostgresResult>
    private let searchLane: Lane<StatementCall, PostgresResult>
    private let writeLane: Lane<SegmentWork, [PostgresResult]>
    private let transactionLane: Lane<SegmentWork, [PostgresResult]>
    private let transactions: TransactionService
    private let listLane: Lane<SegmentWork, [PostgresResult]>
    private let lists: TransactionService
    private let hasStarted = Mutex(false)

    /// Checks the connection string; connects nowhere yet.
    ///
    /// - Throws: `misuse` when the string cannot be read.
    package init(configuration: PostgresConfiguration, logger: Logger) throws(PostgresError) {
        let string = try ConnectionString(configuration.connectionString)
        let lanes = LaneFactory(configuration: configuration, string: string, logger: logger)
        let transactions = TransactionService(idleLimit: configuration.idleInTransactionTimeout)
        let lists = TransactionService(idleLimit: configuration.listTimeout)
        self.configuration = configuration
        self.connectionString = string
        self.logger = logger
        self.transactions = transactions
        self.lists = lists
        gate = lanes.gate
        readLane = lanes.readLane()
        searchLane = lanes.searchLane()
        writeLane = lanes.writeLane()
        transactionLane = lanes.transactionLane(transactions)
        listLane = lanes.listLane(lists)
    }

    /// Keeps the lanes connected until the task is cancelled; then ends what runs, and returns without an error.
    ///
    /// - Throws: `misuse` when it is called a second time, `unavailable` when no threads can be had.
    package func run() async throws {
        let isFirst = hasStarted.withLock { hasStarted in
            defer { hasStarted = true }
            return !hasStarted
        }
        guard isFirst else { throw PostgresError(.misuse, detail: "a database's lanes run only once") }
        let sizes = [
            configuration.readers, configuration.searchers, configuration.writers, configuration.transactions,
            configuration.listers,
        ]
        let ended = Latch(count: sizes.reduce(0, +))
        try readLane.start(ended: ended)
        try searchLane.start(ended: ended)
        try writeLane.start(ended: ended)
        try transactionLane.start(ended: ended)
        try listLane.start(ended: ended)
        await expireWhileRunning()
        close()
        await ended.wait()
        logger.debug("all connections are closed")
    }

    /// What the lanes are doing now.
    package func counters() -> PostgresCounters {
        PostgresCounters(lanes: [
            readLane.queue.counters, searchLane.queue.counters, writeLane.queue.counters,
            transactionLane.queue.counters, listLane.queue.counters,
        ])
    }

    /// Runs a point read on the reader lane.
    package func read<Statement: PostgresStatement>(
        _ statement: Statement
    ) async throws(PostgresError) -> [Statement.Row] {
        try await readLane.submit(StatementCall(statement)).get().rows(of: Statement.self)
    }

    /// Runs a list or a search on the search lane.
    package func search<Statement: PostgresStatement>(
        _ statement: Statement
    ) async throws(PostgresError) -> [Statement.Row] {
        try await searchLane.submit(StatementCall(statement)).get().rows(of: Statement.self)
    }

    /// Runs a list or a search whose text was made for this call on the search lane.
    package func search<Statement: PostgresComposedStatement>(
        composed statement: Statement
    ) async throws(PostgresError) -> [Statement.Row] {
        try await searchLane.submit(StatementCall(composed: statement)).get().rows(of: Statement.self)
    }

    /// Runs a segment on the write lane: all of it or nothing, answered once it is durable.
    ///
    /// A write that meets a lock fails after `writeLockTimeout` with 55P03 (`isLockTimeout`) and can run again as a
    /// transaction.
    package func write(_ segment: PostgresSegment) async throws(PostgresError) -> PostgresSegmentResult {
        guard !segment.isEmpty else { return PostgresSegmentResult(results: []) }
        let work = SegmentWork(kind: .write, calls: segment.calls, sharesCommit: segment.sharesCommit)
        return PostgresSegmentResult(results: try await writeLane.submit(work).get())
    }

    /// Runs `body` as one transaction on the transaction lane.
    ///
    /// It is committed when `body` calls `commit` or returns, and rolled back when `body` throws; by the time of the
    /// throw its locks are free. A cancelled task cancels the running statement. No connection is held before the
    /// first segment.
    package func withTransaction<Value: Sendable>(
        _ mode: PostgresTransactionMode = .readCommitted,
        _ body: (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await run(PostgresTransaction(mode: mode, lane: transactionLane), body)
    }

    /// Runs `body` as one read-only transaction over one snapshot on the list lane: the only one that may wait for
    /// somebody else between its segments, for at most `listTimeout`.
    package func withList<Value: Sendable>(
        _ body: (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await run(PostgresTransaction(mode: .snapshot, lane: listLane), body)
    }

    private func run<Value: Sendable>(
        _ transaction: PostgresTransaction, _ body: (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await body(transaction)
            try await transaction.commitIfOpen()
            return value
        } catch {
            await transaction.rollbackIfOpen()
            throw error
        }
    }

    /// Refuses what waits longer than it may, until the task is cancelled.
    private func expireWhileRunning() async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: .milliseconds(100)) } catch { return }
            readLane.expire(configuration)
            searchLane.expire(configuration)
            writeLane.expire(configuration)
            transactionLane.expire(configuration)
            listLane.expire(configuration)
        }
    }

    private func close() {
        readLane.close()
        searchLane.close()
        writeLane.close()
        transactionLane.close()
        listLane.close()
        transactions.close()
        lists.close()
        gate.close()
    }
}
