package import HyperFleetModel
internal import JSONModel

extension FleetService {
    /// Changes a resource's spec, its labels or both; what is nil stays as it is.
    ///
    /// A spec that differs as a JSON value raises the generation by one; anything that differs raises the
    /// resource's version by one; where nothing differs nothing of the resource is written.
    ///
    /// - Parameter idempotencyKey: The key under which the call may be repeated; nil for none.
    /// - Throws: `badRequest` when nothing is given; `validation`; `resourceNotFound`; `stateConflict` for a marked
    ///   resource; `versionConflict` with the present version and generation; `idempotencyConflict`.
    package func update(
        _ kind: ResourceKind, _ reference: ResourceReference, _ update: ResourceUpdate, caller: String,
        idempotencyKey: String? = nil
    ) async throws(ServiceError) -> UpdateAnswer {
        let key = update.isDryRun ? nil : idempotencyKey
        let claim = claim(.update, of: kind, caller: caller, key: key) { request in
            request.append(reference)
            request.append(update)
        }
        return try await once(claim) { () async throws(ServiceError) in
            try await carryOut(update, on: kind, reference, claim: claim, caller: caller)
        } replay: { (record) async throws(ServiceError) in
            UpdateAnswer(
                resource: try await present(kind, after: record), changed: record.outcome == .changed,
                replay: record.replay)
        }
    }

    private func carryOut(
        _ update: ResourceUpdate, on kind: ResourceKind, _ reference: ResourceReference, claim: IdempotencyClaim?,
        caller: String
    ) async throws(ServiceError) -> UpdateAnswer {
        let change = try UpdateRules.check(update, schema: schemas[kind], caller: caller)
        let id = try await resolve(kind, reference)
        let rules = UpdateRules(schema: schemas[kind], requiredAdapters: settings.requiredAdapters(of: kind))
        let end: TransactionEnd = update.isDryRun ? .rollback : .commit
        return try await store.withTransaction(on: id, end: end) { (transaction) async throws(ServiceError) in
            guard let locked = try await transaction.locked(kind, id: id) else { throw .notFound(kind, id: id) }
            let updated = try rules.apply(change, to: locked)
            let resource = updated ?? locked.resource
            if let claim { transaction.record(claim.record(updated == nil ? .unchanged : .changed, resource), claim) }
            if let updated {
                transaction.update(updated, replacingLabels: updated.labels != locked.resource.labels)
            }
            return UpdateAnswer(resource: resource, changed: updated != nil)
        }
    }
}

extension RequestText {
    fileprivate mutating func append(_ update: ResourceUpdate) {
        switch update.labels {
        case nil: append("labels stay")
        case .replace(let labels):
            append("labels replaced")
            append(labels)
        case .edit(let set, let unset):
            append("labels edited")
            append(set)
            append(Int64(unset.count))
            for key in unset { append(key) }
        }
        switch update.spec {
        case nil: append("spec stays")
        case .replace(let bytes):
            append("spec replaced")
            append(bytes)
        case .merge(let bytes):
            append("spec merged")
            append(bytes)
        }
        append(update.preconditions)
    }
}
