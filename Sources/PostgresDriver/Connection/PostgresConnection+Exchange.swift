internal import CLibPQ

/// What became of one statement of an exchange.
enum CallOutcome {
    case success(PostgresResult)
    case failure(PostgresError)
    /// Skipped, since one before it failed.
    case aborted
}

/// What is sent around the statements of an exchange, each as plain SQL without values.
struct Frame {
    /// In front: BEGIN.
    var opening: String?
    /// Behind: COMMIT or ROLLBACK.
    var ending: String?
}

extension PostgresConnection {
    /// One thing that was sent and will be answered, in order.
    private enum Expected {
        case frame(isEnding: Bool)
        case limits
        case prepare(ObjectIdentifier)
        case call(Int)
    }

    /// Sends `calls` with one sync behind them, and delivers the outcome of each in order.
    ///
    /// What comes with the sync is one atomic unit; it is durable only once this function returns.
    /// - Returns: the result or error of the frame's statements; the ending's command tag tells how it ended.
    func exchange(
        _ calls: [StatementCall], frame: Frame = Frame(), patience: consuming Patience,
        deliver: (Int, CallOutcome) -> Void
    ) throws(ConnectionFailure) -> Result<String, PostgresError> {
        roundTrips += 1
        let expected = try send(calls, frame: frame)
        guard PQpipelineSync(handle) == 1 else { throw lost(sent: false) }
        try flush(&patience)

        var failed: PostgresError?
        var frameOutcome: Result<String, PostgresError> = .success("")
        for item in expected {
            let result = try resultOfStatement(&patience)
            switch item {
            case .frame(let isEnding):
                if let error = try error(in: result, statement: nil) { frameOutcome = .failure(error) }
                if isEnding, result.status == PGRES_COMMAND_OK { frameOutcome = .success(result.commandTag) }
            case .limits:
                // What stands behind is aborted; the first call carries this error, and the whole has it.
                failed = try error(in: result, statement: nil)
                if let failed { frameOutcome = .failure(failed) }
            case .prepare(let identity):
                // The statement behind a failed prepare is reported as aborted, and carries this error.
                failed = try error(in: result, statement: nil)
                if result.status == PGRES_COMMAND_OK { prepared.insert(identity) }
            case .call(let index):
                let name = calls[index].name
                if let error = try error(in: result, statement: name) ?? failed {
                    deliver(index, .failure(error))
                } else if result.status == PGRES_PIPELINE_ABORTED {
                    deliver(index, .aborted)
                } else {
                    deliver(index, .success(result))
                }
                failed = nil
            }
        }
        if let error = try awaitSync(&patience) { return .failure(error) }
        return frameOutcome
    }

    /// Waits for the sync; an error instead of it means that the unit could not be committed.
    private func awaitSync(_ patience: inout Patience) throws(ConnectionFailure) -> PostgresError? {
        var failure: PostgresError?
        for _ in 0..<4 {
            guard let result = try nextResult(&patience) else { continue }
            if result.status == PGRES_PIPELINE_SYNC { return failure }
            if result.status == PGRES_FATAL_ERROR, result.isFatal {
                throw ConnectionFailure(reason: result.field("M") ?? message, wasSent: true)
            }
            failure = try error(in: result, statement: nil)
        }
        throw ConnectionFailure(reason: "the answers are out of step: no sync", wasSent: true)
    }

    /// Makes the connection forget its prepared statements, after one of them has become stale.
    func forgetPrepared() throws(ConnectionFailure) {
        // Elsewhere nothing is prepared, and what another one has prepared in a session that is shared is not ours.
        guard settings.isOwnSession else { return }
        prepared.removeAll()
        let patience = Patience(silenceLimit: settings.silenceLimit)
        _ = try exchange([], frame: Frame(opening: "DEALLOCATE ALL"), patience: patience) { _, _ in }
    }

    private func send(_ calls: [StatementCall], frame: Frame) throws(ConnectionFailure) -> [Expected] {
        var expected: [Expected] = []
        expected.reserveCapacity(calls.count + 3)
        // Known only before the first request; a transaction that is open has been told its limits.
        let limits = isIdle ? settings.transactionScript : nil
        if let opening = frame.opening {
            try sendText(opening)
            expected.append(.frame(isEnding: false))
        }
        if let limits {
            try sendText(limits)
            expected.append(.limits)
        }
        var preparing: Set<ObjectIdentifier> = []
        for (index, call) in calls.enumerated() {
            if settings.isOwnSession, let identity = call.identity {
                if !prepared.contains(identity), preparing.insert(identity).inserted {
                    try sendPrepare(call)
                    expected.append(.prepare(identity))
                }
                try sendBound(call)
            } else {
                try sendUnprepared(call)
            }
            expected.append(.call(index))
        }
        if let ending = frame.ending {
            try sendText(ending)
            expected.append(.frame(isEnding: true))
        }
        return expected
    }

    private func sendText(_ sql: String) throws(ConnectionFailure) {
        guard PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 0) == 1 else { throw lost(sent: false) }
    }

    private func sendPrepare(_ call: StatementCall) throws(ConnectionFailure) {
        let types = call.parameterTypes.map { Oid($0.rawValue) }
        guard PQsendPrepare(handle, call.name, call.sql, Int32(types.count), types) == 1 else {
            throw lost(sent: false)
        }
    }

    private func sendBound(_ call: StatementCall) throws(ConnectionFailure) {
        let accepted = withParameters(of: call) { count, values, lengths, formats in
            PQsendQueryPrepared(handle, call.name, count, values, lengths, formats, 1)
        }
        guard accepted == 1 else { throw lost(sent: false) }
    }

    private func sendUnprepared(_ call: StatementCall) throws(ConnectionFailure) {
        let types = call.parameterTypes.map { Oid($0.rawValue) }
        let accepted = withParameters(of: call) { count, values, lengths, formats in
            PQsendQueryParams(handle, call.sql, count, types, values, lengths, formats, 1)
        }
        guard accepted == 1 else { throw lost(sent: false) }
    }

    /// The one result of a statement, and the nil that libpq puts behind it.
    private func resultOfStatement(_ patience: inout Patience) throws(ConnectionFailure) -> PostgresResult {
        guard let result = try nextResult(&patience), result.status != PGRES_PIPELINE_SYNC else {
            throw ConnectionFailure(reason: "the answers are out of step: a result is missing", wasSent: true)
        }
        if result.status == PGRES_FATAL_ERROR, result.isFatal {
            throw ConnectionFailure(reason: result.field("M") ?? message, wasSent: true)
        }
        guard PQgetResult(handle) == nil else {
            throw ConnectionFailure(reason: "the answers are out of step: one result too many", wasSent: true)
        }
        return result
    }

    /// The error in `result`, if it is one; a kind of result that no statement here gives breaks the connection.
    private func error(
        in result: PostgresResult, statement: String?
    ) throws(ConnectionFailure) -> PostgresError? {
        switch result.status {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY, PGRES_PIPELINE_ABORTED: return nil
        case PGRES_FATAL_ERROR:
            let error = PostgresError(result: result, statement: statement)
            if result.field("C") == "25006" { becomeReadOnly() }
            return error
        default:
            throw ConnectionFailure(reason: "an unexpected kind of result: \(result.status.rawValue)", wasSent: true)
        }
    }
}
