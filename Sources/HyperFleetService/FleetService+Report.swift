package import HyperFleetModel

extension FleetService {
    /// Takes an adapter's report about a resource, marked ones included, and says what became of it.
    ///
    /// A report that says what is stored already is answered from one plain read. Any other is decided under the
    /// resource's lock: one that counts changes the resource's conditions in the same transaction; the last
    /// `Finalized=True` that a marked resource waited for removes it, and its marked cluster where that waited for it
    /// alone.
    ///
    /// - Throws: `validation` with every rule of form that is broken, or for a time outside the window or a missing
    ///   mandatory condition; `resourceNotFound`.
    package func report(
        _ target: ReportTarget, _ report: Report
    ) async throws(ServiceError) -> ReportAnswer {
        let rules = ReportEffect(settings: settings, kind: target.kind)
        let checked = try ReportRules.check(
            report, requiredAdapters: settings.requiredAdapters(of: target.kind))
        let id = try await resolve(target.kind, target.reference)
        if let answer = try await repetition(checked, on: id, kind: target.kind) { return answer }
        let first = try await store.withTransaction(on: id) { (transaction) async throws(ServiceError) in
            guard let locked = try await transaction.locked(target.kind, id: id) else {
                throw .notFound(target.kind, id: id)
            }
            if let owner = locked.resource.owner, locked.resource.isMarked {
                return ReportAttempt.needsOwner(owner)
            }
            return .answered(try rules.carryOut(checked, on: locked, below: nil, in: transaction))
        }
        switch first {
        case .answered(let answer):
            return answer
        case .needsOwner(let owner):
            return try await self.report(checked, onMarked: id, below: owner, rules: rules)
        }
    }

    /// The answer to a report that says what is stored already; nil when it must be decided under the lock.
    ///
    /// Only a report with an observed time can repeat another one, so no other pays for the read.
    private func repetition(
        _ report: CheckedReport, on id: ResourceID, kind: ResourceKind
    ) async throws(ServiceError) -> ReportAnswer? {
        guard report.observedTime != nil else { return nil }
        let reported = try await translating { () async throws(StoreError) in
            try await store.reported(kind, id: id, by: report.adapter)
        }
        guard let reported else { throw .notFound(kind, id: id) }
        guard case .discard(.unchanged) = try ReportDecision(report, on: reported) else { return nil }
        return ReportEffect.answer(.unchanged, status: reported.status, resource: reported.resource)
    }

    /// Again with the owner locked before its node pool: the report may remove both.
    private func report(
        _ checked: CheckedReport, onMarked id: ResourceID, below owner: ResourceID, rules: ReportEffect
    ) async throws(ServiceError) -> ReportAnswer {
        try await store.withTransaction(on: owner) { (transaction) async throws(ServiceError) in
            guard let cluster = try await transaction.locked(.cluster, id: owner),
                let locked = try await transaction.locked(.nodePool, id: id)
            else { throw .notFound(.nodePool, id: id) }
            return try rules.carryOut(checked, on: locked, below: cluster, in: transaction)
        }
    }

    /// All reports about a resource, ordered by adapter.
    package func adapterStatuses(_ target: ReportTarget) async throws(ServiceError) -> [AdapterStatus] {
        let id = try await resolve(target.kind, target.reference)
        let statuses = try await translating { () async throws(StoreError) in
            try await store.adapterStatuses(target.kind, id: id)
        }
        guard let statuses else { throw .notFound(target.kind, id: id) }
        return statuses
    }
}

/// How far a report came with only its own resource locked.
private enum ReportAttempt: Sendable {
    case answered(ReportAnswer)
    /// Nothing was written: the node pool is marked, so its cluster must be locked first.
    case needsOwner(ResourceID)
}
