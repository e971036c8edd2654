internal import HyperFleetModel

extension StoreTransaction {
    /// As `lock`, with the service's error.
    func locked(_ kind: ResourceKind, id: ResourceID) async throws(ServiceError) -> LockedResource? {
        try await translating { () async throws(StoreError) in
            try await lock(kind, id: id)
        }
    }

    /// As `lockNodePools`, with the service's error.
    func lockedNodePools(of cluster: LockedResource) async throws(ServiceError) -> [LockedResource] {
        guard cluster.childCount > 0 else { return [] }
        return try await translating { () async throws(StoreError) in
            try await lockNodePools(of: cluster.resource.id)
        }
    }
}

extension LockedResource {
    /// The moment that a write of this row happens at: the database's clock, never before an earlier write's.
    var writeTime: Timestamp {
        max(now, resource.updatedTime, resource.generationTime)
    }

    /// The row beside what `adapter` last reported about it.
    func reported(by adapter: String) -> ReportedResource {
        ReportedResource(resource: resource, status: statuses.first { $0.adapter == adapter }, now: now)
    }
}
