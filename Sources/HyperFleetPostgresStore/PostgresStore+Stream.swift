package import HyperFleetModel
package import HyperFleetService
internal import PostgresDriver

extension PostgresStore {
    package func stream(
        _ query: ListQuery, _ body: ([Resource]) async throws(ServiceError) -> Void
    ) async throws(ServiceError) -> String {
        switch query.kind {
        case .cluster: try await stream(query, of: ClusterTable.self, body)
        case .nodePool: try await stream(query, of: NodePoolTable.self, body)
        }
    }

    private func stream<Table: ResourceTable>(
        _ query: ListQuery, of table: Table.Type, _ body: ([Resource]) async throws(ServiceError) -> Void
    ) async throws(ServiceError) -> String {
        do {
            return try await database.withList { connection in
                var opening = PostgresSegment()
                let snapshot = opening.append(SelectSnapshot())
                opening.append(composed: DeclareListCursor<Table>(query))
                // A stream's first part comes with the same round trip.
                var slot = opening.append(composed: FetchList<Table>(rows: query.limit))
                var result = try await connection.execute(opening)
                let name = try result.rows(snapshot).first ?? ""
                while true {
                    let resources = try result.rows(slot)
                    guard !resources.isEmpty else { return name }
                    try await body(resources)
                    guard resources.count == query.limit else { return name }
                    var next = PostgresSegment()
                    slot = next.append(composed: FetchList<Table>(rows: query.limit))
                    result = try await connection.execute(next)
                }
            }
        } catch let error as ServiceError {
            throw error
        } catch let error as PostgresError {
            throw ServiceError(StoreError(error))
        } catch {
            throw ServiceError(StoreError.failure("\(error)"))
        }
    }
}
