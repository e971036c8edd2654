package import HyperFleetModel
package import HyperFleetService
internal import JSONModel
internal import PostgresDriver

extension PostgresStore {
    package func resource(_ kind: ResourceKind, id: ResourceID) async throws(StoreError) -> Resource? {
        switch kind {
        case .cluster: try await resource(id, in: ClusterTable.self, clusterReads)
        case .nodePool: try await resource(id, in: NodePoolTable.self, nodePoolReads)
        }
    }

    private func resource<Table: ResourceTable>(
        _ id: ResourceID, in table: Table.Type, _ reads: GroupedReads<FoundResource>
    ) async throws(StoreError) -> Resource? {
        let found = try await reads.row(id) { (ids) async throws(StoreError) -> [FoundResource] in
            ids.count == 1
                ? try await read(SelectResource<Table>(id: id))
                : try await read(SelectResources<Table>(ids: ids))
        }
        return try found?.resource()
    }

    /// Node pools are only found below an owner; without one there are none.
    package func resources(
        _ kind: ResourceKind, named name: String, owner: ResourceID?
    ) async throws(StoreError) -> [Resource] {
        switch (kind, owner) {
        case (.cluster, _): try await read(SelectClustersByName(resourceName: name))
        case (.nodePool, let owner?): try await read(SelectNodePoolsByName(resourceName: name, cluster: owner))
        case (.nodePool, nil): []
        }
    }

    package func adapterStatuses(
        _ kind: ResourceKind, id: ResourceID
    ) async throws(StoreError) -> [AdapterStatus]? {
        let rows =
            switch kind {
            case .cluster: try await read(SelectAdapterStatuses<ClusterTable>(id: id))
            case .nodePool: try await read(SelectAdapterStatuses<NodePoolTable>(id: id))
            }
        return rows.isEmpty ? nil : rows.compactMap(\.self)
    }

    package func reported(
        _ kind: ResourceKind, id: ResourceID, by adapter: String
    ) async throws(StoreError) -> ReportedResource? {
        switch kind {
        case .cluster: try await read(SelectReportedResource<ClusterTable>(id: id, adapter: adapter)).first
        case .nodePool: try await read(SelectReportedResource<NodePoolTable>(id: id, adapter: adapter)).first
        }
    }

    package func record(of claim: IdempotencyClaim) async throws(StoreError) -> IdempotencyRecord? {
        try await read(SelectIdempotencyRecord(claim: claim)).first
    }

    package func forceDeletion(of id: ResourceID) async throws(StoreError) -> ForceDeletion? {
        try await read(SelectForceDeletion(id: id)).first
    }

    /// A page may end before its limit, once its specs have passed 2 MiB; `hasMore` tells.
    package func page(_ query: ListQuery) async throws(StoreError) -> ListPage {
        let (behind, offset): (ResourceID, Int) =
            switch query.start {
            case .first: (.greatest, 0)
            case .after(let id): (id, 0)
            case .offset(let offset): (.greatest, offset)
            }
        return switch (query.search, query.kind) {
        case (nil, _): try await plainPage(query, behind: behind, offset: offset)
        case (let search?, .cluster): try await page(query, search, of: ClusterTable.self, behind, offset)
        case (let search?, .nodePool): try await page(query, search, of: NodePoolTable.self, behind, offset)
        }
    }

    private func plainPage(
        _ query: ListQuery, behind: ResourceID, offset: Int
    ) async throws(StoreError) -> ListPage {
        switch (query.kind, query.owner, query.showDeleted) {
        case (.cluster, _, false): try await page(query, of: ActiveClusters.self, behind, offset)
        case (.cluster, _, true): try await page(query, of: AllClusters.self, behind, offset)
        case (.nodePool, nil, false): try await page(query, of: ActiveNodePools.self, behind, offset)
        case (.nodePool, nil, true): try await page(query, of: AllNodePools.self, behind, offset)
        case (.nodePool, .some, false): try await page(query, of: ActiveNodePoolsOfCluster.self, behind, offset)
        case (.nodePool, .some, true): try await page(query, of: AllNodePoolsOfCluster.self, behind, offset)
        }
    }

    private func page<Scope: PageScope>(
        _ query: ListQuery, of scope: Scope.Type, _ behind: ResourceID, _ offset: Int
    ) async throws(StoreError) -> ListPage {
        let statement = SelectPage<Scope>(
            behind: behind, limit: Int64(query.limit) + 1, offset: Int64(offset), wantsTotal: query.wantsTotal,
            owner: query.owner)
        return Self.page(try await search(statement), limit: query.limit)
    }

    private func page<Table: ResourceTable>(
        _ query: ListQuery, _ expression: SearchExpression, of table: Table.Type, _ behind: ResourceID,
        _ offset: Int
    ) async throws(StoreError) -> ListPage {
        let statement = SearchPage<Table>(
            expression, behind: behind, limit: Int64(query.limit) + 1, offset: Int64(offset),
            wantsTotal: query.wantsTotal, owner: query.owner, showDeleted: query.showDeleted)
        do throws(PostgresError) {
            return Self.page(try await database.search(composed: statement), limit: query.limit)
        } catch {
            throw StoreError(error)
        }
    }

    private static func page(_ rows: [PageRow], limit: Int) -> ListPage {
        var page = ListPage(resources: [], hasMore: false, total: rows.first?.total.map { Int($0) })
        var size = 0
        for row in rows.prefix(limit) {
            guard let resource = row.resource, size <= PageSQL.byteBudget else { break }
            page.resources.append(resource)
            page.hasMore = row.hasNext
            size += resource.spec.bytes.count
        }
        return page
    }
}
