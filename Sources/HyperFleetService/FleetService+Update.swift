package import HyperFleetModel
internal import JSONModel

extension FleetService {
    /// Replaces a resource's spec, its labels or both; what is nil stays as it is.
    ///
    /// A spec that differs as a JSON value raises the generation by one; anything that differs raises the
    /// resource's version by one; where nothing differs nothing is written.
    ///
    /// - Parameter ifResourceVersion: The version that the resource must have; 0 means any.
    /// - Throws: `badRequest` when nothing is given; `validation`; `resourceNotFound`; `stateConflict` for a marked
    ///   resource; `versionConflict` with the present version and generation.
    package func update(
        _ kind: ResourceKind, _ reference: ResourceReference, labels: Labels?, spec: [UInt8]?,
        ifResourceVersion: Int64, caller: String
    ) async throws(ServiceError) -> UpdateAnswer {
        let change = try UpdateRules.check(
            labels: labels, spec: spec, ifResourceVersion: ifResourceVersion, schema: schemas[kind], caller: caller)
        let id = try await resolve(kind, reference)
        let requiredAdapters = settings.requiredAdapters(of: kind)
        return try await store.withTransaction(on: id) { (transaction) async throws(ServiceError) in
            guard let locked = try await transaction.locked(kind, id: id) else { throw .notFound(kind, id: id) }
            guard let updated = try UpdateRules.apply(change, to: locked, requiredAdapters: requiredAdapters) else {
                return UpdateAnswer(resource: locked.resource, changed: false)
            }
            transaction.update(updated, replacingLabels: updated.labels != locked.resource.labels)
            return UpdateAnswer(resource: updated, changed: true)
        }
    }
}
