package import HyperFleetModel
package import HyperFleetService
internal import PostgresDriver

extension PostgresStore {
    package func resources(_ kind: ResourceKind, ids: [ResourceID]) async throws(StoreError) -> [Resource] {
        switch kind {
        case .cluster: try await resources(ids, in: ClusterTable.self)
        case .nodePool: try await resources(ids, in: NodePoolTable.self)
        }
    }

    private func resources<Table: ResourceTable>(
        _ ids: [ResourceID], in table: Table.Type
    ) async throws(StoreError) -> [Resource] {
        var resources: [Resource] = []
        for found in try await search(SelectResources<Table>(ids: ids)) { resources.append(try found.resource()) }
        return resources
    }

    package func tree(_ cluster: ResourceID, nodePools query: ListQuery) async throws(StoreError) -> StoredTree? {
        do {
            return try await database.withTransaction(.snapshot) { connection in
                var segment = PostgresSegment()
                let row = segment.append(SelectResource<ClusterTable>(id: cluster))
                let statuses = segment.append(SelectAdapterStatuses<ClusterTable>(id: cluster))
                let nodePools = segment.append(composed: ComposedPage<NodePoolTable>(query, rows: query.limit + 1))
                let result = try await connection.execute(segment)
                guard let found = try result.rows(row).first else { return nil }
                let page = Self.page(try result.rows(nodePools), limit: query.limit)
                var reports = PostgresSegment()
                let ofNodePools = reports.append(SelectStatusesOfNodePools(nodePools: page.resources.map(\.id)))
                let reported = try await connection.execute(reports)
                return StoredTree(
                    cluster: try found.resource(), statuses: try result.rows(statuses).compactMap(\.self),
                    nodePools: page,
                    nodePoolStatuses: Dictionary(grouping: try reported.rows(ofNodePools), by: \.owner)
                        .mapValues { $0.map(\.status) })
            }
        } catch let error as StoreError {
            throw error
        } catch let error as PostgresError {
            throw StoreError(error)
        } catch {
            throw StoreError.failure("\(error)")
        }
    }
}
