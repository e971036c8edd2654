package import HyperFleetModel
package import HyperFleetService
internal import PostgresDriver

extension PostgresStore {
    package func beginSweep(settingsHash: String) async throws(StoreError) {
        do throws(PostgresError) {
            _ = try await database.write(PostgresSegment(BeginSweep(hash: settingsHash)))
        } catch {
            throw StoreError(error)
        }
    }

    /// The turn is held by a transaction of its own, which waits for the body's: another server finds it taken.
    package func sweepStep(
        settingsHash: String, limit: Int,
        _ body: @Sendable (ResourceKind, [ResourceID]) async throws(ServiceError) -> Void
    ) async throws(ServiceError) -> SweepStep {
        do {
            return try await database.withTransaction { transaction in
                var segment = PostgresSegment()
                let lock = segment.append(TrySweepLock())
                let progress = segment.append(SelectSweep())
                let answer = try await transaction.execute(segment)
                guard try answer.rows(lock).first == true else { return .elsewhere }
                guard var sweep = try answer.rows(progress).first, sweep.hash == settingsHash else {
                    return .superseded
                }
                guard !sweep.isFinished else { return .finished }
                let ids = try await nextIDs(of: sweep, limit: limit, in: transaction)
                try await body(sweep.kind, ids)
                sweep.advance(past: ids, limit: limit)
                try await transaction.commit(PostgresSegment(UpdateSweep(row: sweep)))
                return .advanced(ids.count)
            }
        } catch let error as ServiceError {
            throw error
        } catch let error as PostgresError {
            throw ServiceError(StoreError(error))
        } catch {
            throw ServiceError(.failure("unexpected error of type \(type(of: error))"))
        }
    }

    private func nextIDs(
        of sweep: SelectSweep.Row, limit: Int, in transaction: PostgresTransaction
    ) async throws(PostgresError) -> [ResourceID] {
        switch sweep.kind {
        case .cluster: try await nextIDs(of: sweep, limit: limit, ClusterTable.self, in: transaction)
        case .nodePool: try await nextIDs(of: sweep, limit: limit, NodePoolTable.self, in: transaction)
        }
    }

    private func nextIDs<Table: ResourceTable>(
        of sweep: SelectSweep.Row, limit: Int, _ table: Table.Type, in transaction: PostgresTransaction
    ) async throws(PostgresError) -> [ResourceID] {
        var segment = PostgresSegment()
        let ids = segment.append(SelectNextIDs<Table>(after: sweep.after, limit: limit))
        return try await transaction.execute(segment).rows(ids)
    }
}

extension SelectSweep.Row {
    /// Notes these as looked at; node pools are followed by clusters, and clusters by the end.
    fileprivate mutating func advance(past ids: [ResourceID], limit: Int) {
        if ids.count == limit, let last = ids.last {
            after = last
            return
        }
        switch kind {
        case .nodePool:
            kind = .cluster
            after = ResourceID(high: 0, low: 0)
        case .cluster:
            isFinished = true
        }
    }
}
