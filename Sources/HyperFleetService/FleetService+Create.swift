package import HyperFleetModel
internal import JSONModel

extension FleetService {
    /// Stores a new resource at generation 1 with the conditions that nobody's report yet means.
    ///
    /// - Parameters:
    ///   - owner: The cluster that a node pool is to belong to: there and active. Nothing for a cluster.
    ///   - spec: A JSON object in UTF-8.
    ///   - isDryRun: Whether every check runs and nothing is stored.
    ///   - caller: Whom the audit fields name.
    ///   - idempotencyKey: The key under which the call may be repeated; nil for none.
    /// - Throws: `validation` with every rule that name, spec and labels break; `resourceNotFound` or `stateConflict`
    ///   for an owner that is missing or marked; `alreadyExists` for a name that an active resource has;
    ///   `idempotencyConflict` for a key that came with another request.
    package func create(
        _ kind: ResourceKind, owner: ResourceReference?, name: String, labels: Labels, spec: [UInt8],
        isDryRun: Bool = false, caller: String, idempotencyKey: String? = nil
    ) async throws(ServiceError) -> CreateAnswer {
        let claim = claim(.create, of: kind, caller: caller, key: isDryRun ? nil : idempotencyKey) { request in
            request.append(owner)
            request.append(name)
            request.append(labels)
            request.append(spec)
        }
        return try await once(claim) { () async throws(ServiceError) in
            let resource = try await resource(
                kind, owner: owner, name: name, labels: labels, spec: spec, caller: caller)
            try await insert(resource, claim: claim, isDryRun: isDryRun)
            return CreateAnswer(resource: resource)
        } replay: { (record) async throws(ServiceError) in
            CreateAnswer(resource: try await present(kind, after: record), replay: record.replay)
        }
    }

    /// The new resource once its request is checked.
    private func resource(
        _ kind: ResourceKind, owner: ResourceReference?, name: String, labels: Labels, spec: [UInt8], caller: String
    ) async throws(ServiceError) -> Resource {
        let document = try CreateRules.check(
            kind, owner: owner, name: name, labels: labels, spec: spec, schema: schemas[kind], caller: caller)
        var ownerID: ResourceID?
        if let owner { ownerID = try await resolve(.cluster, owner) }
        return CreateRules.resource(
            id: .make(), kind: kind, owner: ownerID, name: name, labels: labels, spec: document, caller: caller,
            now: .now, requiredAdapters: settings.requiredAdapters(of: kind))
    }

    private func insert(
        _ resource: Resource, claim: IdempotencyClaim?, isDryRun: Bool
    ) async throws(ServiceError) {
        switch (try await outcome(ofInserting: resource, claim: claim, isDryRun: isDryRun), resource.owner) {
        case (.inserted, _): return
        case (.ownerMissing, let id?): throw .notFound(.cluster, id: id)
        case (.ownerMarked, let id?): throw .marked(.cluster, id: id, forbids: "node pools cannot be added to it")
        case (.ownerMissing, nil), (.ownerMarked, nil):
            throw .unreadable("owner", "the store misses the owner of a resource that has none")
        }
    }

    private func outcome(
        ofInserting resource: Resource, claim: IdempotencyClaim?, isDryRun: Bool
    ) async throws(ServiceError) -> InsertOutcome {
        do throws(StoreError) {
            guard !isDryRun else { return try await store.rehearseInsert(resource) }
            return try await store.insert(resource, claim: claim)
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
