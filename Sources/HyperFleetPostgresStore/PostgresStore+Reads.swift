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
        let rows =
            if query.isPlain {
                try await search(Self.plainPage(query))
            } else {
                switch query.kind {
                case .cluster: try await search(composed: ComposedPage<ClusterTable>(query, rows: query.limit + 1))
                case .nodePool: try await search(composed: ComposedPage<NodePoolTable>(query, rows: query.limit + 1))
                }
            }
        return Self.page(rows, limit: query.limit)
    }

    package func plan(_ query: ListQuery) async throws(StoreError) -> String {
        let plan =
            if query.isPlain {
                QueryPlan(of: Self.plainPage(query))
            } else {
                switch query.kind {
                case .cluster: QueryPlan(composed: ComposedPage<ClusterTable>(query, rows: query.limit + 1))
                case .nodePool: QueryPlan(composed: ComposedPage<NodePoolTable>(query, rows: query.limit + 1))
                }
            }
        return try await search(composed: plan).joined(separator: "\n")
    }

    private static func plainPage(_ query: ListQuery) -> any PlainPage {
        switch (query.kind, query.owner, query.showDeleted) {
        case (.cluster, _, false): SelectPage<ActiveClusters>(query)
        case (.cluster, _, true): SelectPage<AllClusters>(query)
        case (.nodePool, nil, false): SelectPage<ActiveNodePools>(query)
        case (.nodePool, nil, true): SelectPage<AllNodePools>(query)
        case (.nodePool, .some, false): SelectPage<ActiveNodePoolsOfCluster>(query)
        case (.nodePool, .some, true): SelectPage<AllNodePoolsOfCluster>(query)
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

extension ListQuery {
    /// Whether it is one of the usual ones, whose statements are prepared.
    fileprivate var isPlain: Bool { search == nil && order.isNewestFirst && fields.isAll }
}
