package import HyperFleetModel
package import HyperFleetService
internal import PostgresDriver

extension PostgresStore {
    package func withTransaction<Value: Sendable>(
        on id: ResourceID, end: TransactionEnd,
        _ body: @Sendable (any StoreTransaction) async throws(ServiceError) -> Value
    ) async throws(ServiceError) -> Value {
        do throws(StoreError) {
            try await turns.enter(id)
        } catch {
            throw ServiceError(error)
        }
        defer { turns.leave(id) }
        let answer = await retrying { () async -> Attempt<Result<Value, ServiceError>> in await attempt(end, body) }
        switch answer {
        case .success(let result): return try result.get()
        case .failure(let error): throw ServiceError(error)
        }
    }

    /// One run: done with the body's value or its own refusal, unless another transaction won.
    private func attempt<Value: Sendable>(
        _ end: TransactionEnd,
        _ body: @Sendable (any StoreTransaction) async throws(ServiceError) -> Value
    ) async -> Attempt<Result<Value, ServiceError>> {
        do {
            let value = try await database.withTransaction { connection in
                let transaction = PostgresStoreTransaction(connection)
                let value: Value
                do throws(ServiceError) {
                    value = try await body(transaction)
                } catch {
                    throw BodyFailure(error: error, hasLostConflict: transaction.hasLostConflict)
                }
                switch end {
                case .commit: try await transaction.commit()
                case .rollback:
                    try await transaction.rehearse()
                    throw Rehearsed(value: value)
                }
                return value
            }
            return .done(.success(value))
        } catch let rehearsed as Rehearsed<Value> {
            return .done(.success(rehearsed.value))
        } catch let failure as BodyFailure {
            return failure.hasLostConflict ? .conflict : .done(.failure(failure.error))
        } catch {
            return Attempt(failure: error)
        }
    }
}

/// The body gave up: with a refusal of its own, or since a statement of it lost to another transaction.
private struct BodyFailure: Error {
    let error: ServiceError
    let hasLostConflict: Bool
}
