internal import HyperFleetModel

extension FleetService {
    /// How many resources a sweep looks at between two notes of how far it came.
    private static let sweepBatch = 50

    /// Begins to make what is stored follow the settings that hold now; without effect where it does already, or
    /// where a server with the same settings is at it.
    package func beginSweep() async throws(ServiceError) {
        let hash = settings.hash
        try await translating { () async throws(StoreError) in try await store.beginSweep(settingsHash: hash) }
    }

    /// Looks at the next resources again: conditions as the settings that hold now mean them, and removals that are
    /// due by them (behaviour.md D20). Any number of servers may call it; one at a time works.
    package func sweepStep() async throws(ServiceError) -> SweepStep {
        let settings = settings
        return try await store.sweepStep(settingsHash: settings.hash, limit: Self.sweepBatch) {
            (kind, ids) async throws(ServiceError) in
            for id in ids { try await self.reconsider(kind, id, settings: settings) }
        }
    }

    /// Looks at one resource again; nothing is written where nothing differs.
    private func reconsider(
        _ kind: ResourceKind, _ id: ResourceID, settings: KindSettings
    ) async throws(ServiceError) {
        let found = try await translating { () async throws(StoreError) in try await store.resource(kind, id: id) }
        guard let found else { return }
        // A node pool's cluster is locked first, as everywhere: it may go with its last node pool.
        let first = found.owner ?? id
        try await store.withTransaction(on: first) { (transaction) async throws(ServiceError) in
            guard let locked = try await transaction.locked(.cluster, id: first) else { return }
            guard kind == .nodePool else {
                return Self.reconsider(locked, below: nil, settings: settings, in: transaction)
            }
            guard let nodePool = try await transaction.locked(.nodePool, id: id) else { return }
            Self.reconsider(nodePool, below: locked, settings: settings, in: transaction)
        }
    }

    private static func reconsider(
        _ locked: LockedResource, below cluster: LockedResource?, settings: KindSettings,
        in transaction: any StoreTransaction
    ) {
        guard !locked.resource.isMarked else {
            let plan = DeleteRules(settings: settings).plan(
                marked: locked, formerly: locked.resource, of: cluster)
            return transaction.carryOut(plan.steps)
        }
        let resource = ReportRun.recomputed(
            locked, requiredAdapters: settings.requiredAdapters(of: locked.resource.kind))
        if resource.resourceVersion != locked.resource.resourceVersion {
            transaction.update(resource, replacingLabels: false)
        }
    }
}
