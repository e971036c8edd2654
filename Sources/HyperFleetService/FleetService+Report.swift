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
    ///   mandatory condition; `resourceNotFound`; `versionConflict` with the present version and generation.
    package func report(
        _ target: ReportTarget, _ report: Report
    ) async throws(ServiceError) -> ReportAnswer {
        let settings = settings
        let checked = try ReportRules.check(
            report, requiredAdapters: settings.requiredAdapters(of: target.kind))
        let id = try await resolve(target.kind, target.reference)
        return try await take([checked], on: id, kind: target.kind, settings: settings)[0].get()
    }

    /// All reports about a resource, ordered by adapter, and the adapters that its kind waits for.
    package func adapterStatuses(_ target: ReportTarget) async throws(ServiceError) -> AdapterOverview {
        let id = try await resolve(target.kind, target.reference)
        let statuses = try await translating { () async throws(StoreError) in
            try await store.adapterStatuses(target.kind, id: id)
        }
        guard let statuses else { throw .notFound(target.kind, id: id) }
        return AdapterOverview(statuses: statuses, requiredAdapters: settings.requiredAdapters(of: target.kind))
    }

    /// Takes reports about one resource in their order, at most one transaction for all of them.
    ///
    /// - Returns: What became of each; one that is refused harms no other.
    /// - Throws: What kept all of them from being decided.
    func take(
        _ reports: [CheckedReport], on id: ResourceID, kind: ResourceKind, settings: KindSettings
    ) async throws(ServiceError) -> [Result<ReportAnswer, ServiceError>] {
        if let answers = try await repetitions(reports, on: id, kind: kind) { return answers.map { .success($0) } }
        let first = try await store.withTransaction(on: id) { (transaction) async throws(ServiceError) in
            guard let locked = try await transaction.locked(kind, id: id) else { throw .notFound(kind, id: id) }
            if let owner = locked.resource.owner, locked.resource.isMarked { return ReportAttempt.needsOwner(owner) }
            return .answered(Self.take(reports, on: locked, below: nil, settings: settings, in: transaction))
        }
        switch first {
        case .answered(let answers):
            return answers
        case .needsOwner(let owner):
            return try await take(reports, onMarked: id, below: owner, settings: settings)
        }
    }

    /// Again with the owner locked before its node pool: a report may remove both.
    private func take(
        _ reports: [CheckedReport], onMarked id: ResourceID, below owner: ResourceID, settings: KindSettings
    ) async throws(ServiceError) -> [Result<ReportAnswer, ServiceError>] {
        try await store.withTransaction(on: owner) { (transaction) async throws(ServiceError) in
            guard let cluster = try await transaction.locked(.cluster, id: owner),
                let locked = try await transaction.locked(.nodePool, id: id)
            else { throw .notFound(.nodePool, id: id) }
            return Self.take(reports, on: locked, below: cluster, settings: settings, in: transaction)
        }
    }

    private static func take(
        _ reports: [CheckedReport], on locked: LockedResource, below cluster: LockedResource?,
        settings: KindSettings, in transaction: any StoreTransaction
    ) -> [Result<ReportAnswer, ServiceError>] {
        var run = ReportRun(on: locked, below: cluster, settings: settings)
        let answers = reports.map { report in
            Result { () throws(ServiceError) in try run.take(report) }
        }
        run.write(in: transaction)
        return answers
    }

    /// The answers to reports that say what is stored already; nil when one must be decided under the lock.
    ///
    /// Only a report with an observed time can repeat another one, so no other pays for the read.
    private func repetitions(
        _ reports: [CheckedReport], on id: ResourceID, kind: ResourceKind
    ) async throws(ServiceError) -> [ReportAnswer]? {
        guard reports.allSatisfy({ $0.observedTime != nil }) else { return nil }
        var answers: [ReportAnswer] = []
        for report in reports {
            let reported = try await translating { () async throws(StoreError) in
                try await store.reported(kind, id: id, by: report.adapter)
            }
            guard let reported else { throw .notFound(kind, id: id) }
            guard case .discard(.unchanged)? = try? ReportDecision(report, on: reported) else { return nil }
            answers.append(ReportRun.answer(.unchanged, status: reported.status, resource: reported.resource))
        }
        return answers
    }
}

/// How far reports came with only their own resource locked.
private enum ReportAttempt: Sendable {
    case answered([Result<ReportAnswer, ServiceError>])
    /// Nothing was written: the node pool is marked, so its cluster must be locked first.
    case needsOwner(ResourceID)
}
