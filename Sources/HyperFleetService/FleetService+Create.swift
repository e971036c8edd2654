package import HyperFleetModel
internal import JSONModel

extension FleetService {
    /// Stores a new resource at generation 1 with the conditions that nobody's report yet means.
    ///
    /// - Parameters:
    ///   - owner: The cluster that a node pool is to belong to: there and active. Nothing for a cluster.
    ///   - spec: A JSON object in UTF-8.
    ///   - caller: Whom the audit fields name.
    /// - Throws: `validation` with every rule that name, spec and labels break; `resourceNotFound` or `stateConflict`
    ///   for an owner that is missing or marked; `alreadyExists` for a name that an active resource has.
    package func create(
        _ kind: ResourceKind, owner: ResourceReference?, name: String, labels: Labels, spec: [UInt8], caller: String
    ) async throws(ServiceError) -> Resource {
        let document = try CreateRules.check(
            kind, owner: owner, name: name, labels: labels, spec: spec, schema: schemas[kind], caller: caller)
        var ownerID: ResourceID?
        if let owner { ownerID = try await resolve(.cluster, owner) }
        let resource = CreateRules.resource(
            id: .make(), kind: kind, owner: ownerID, name: name, labels: labels, spec: document, caller: caller,
            now: .now, requiredAdapters: settings.requiredAdapters(of: kind))
        let outcome = try await insert(resource)
        switch (outcome, ownerID) {
        case (.inserted, _): return resource
        case (.ownerMissing, let id?): throw .notFound(.cluster, id: id)
        case (.ownerMarked, let id?): throw .marked(.cluster, id: id, forbids: "node pools cannot be added to it")
        case (.ownerMissing, nil), (.ownerMarked, nil):
            throw .unreadable("owner", "the store misses the owner of a resource that has none")
        }
    }

    private func insert(_ resource: Resource) async throws(ServiceError) -> InsertOutcome {
        do throws(StoreError) {
            return try await store.insert(resource)
        } catch {
            var refusal = ServiceError(error)
            if case .nameTaken = error {
                refusal.message =
                    "An active \(resource.kind.name) with the name '\(resource.name)' exists already"
                    + (resource.owner.map { " in the cluster \($0)." } ?? ".")
                refusal.details = ["name": resource.name]
            }
            throw refusal
        }
    }
}
