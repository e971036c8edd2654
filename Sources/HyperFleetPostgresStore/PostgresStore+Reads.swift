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
        let isPlain = query.search == nil && query.order.isNewestFirst && query.fields.isAll
        return switch (isPlain, query.kind) {
        case (true, _): try await plainPage(query)
        case (false, .cluster): try await composedPage(query, of: ClusterTable.self)
        case (false, .nodePool): try await composedPage(query, of: NodePoolTable.self)
        }
    }

    private func plainPage(_ query: ListQuery) async throws(StoreError) -> ListPage {
        switch (query.kind, query.owner, query.showDeleted) {
        case (.cluster, _, false): try await page(query, of: ActiveClusters.self)
        case (.cluster, _, true): try await page(query, of: AllClusters.self)
        case (.nodePool, nil, false): try await page(query, of: ActiveNodePools.self)
        case (.nodePool, nil, true): try await page(query, of: AllNodePools.self)
        case (.nodePool, .some, false): try await page(query, of: ActiveNodePoolsOfCluster.self)
        case (.nodePool, .some, true): try await page(query, of: AllNodePoolsOfCluster.self)
        }
    }

    private func page<Scope: PageScope>(
        _ query: ListQuery, of scope: Scope.Type
    ) async throws(StoreError) -> ListPage {
        let place = query.start.place
        let statement = SelectPage<Scope>(
            behind: place.behind, limit: Int64(query.limit) + 1, offset: Int64(place.offset),
            wantsTotal: query.wantsTotal, owner: query.owner)
        return Self.page(try await search(statement), limit: query.limit)
    }

    private func composedPage<Table: ResourceTable>(
        _ query: ListQuery, of table: Table.Type
    ) async throws(StoreError) -> ListPage {
        let statement = ComposedPage<Table>(query, rows: query.limit + 1)
        do throws(PostgresError) {
            return Self.page(try await database.search(composed: statement), limit: query.limit)
        } catch {
            throw StoreError(error)
        }
    }

    static func page(_ rows: [PageRow], limit: Int) -> ListPage {
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
