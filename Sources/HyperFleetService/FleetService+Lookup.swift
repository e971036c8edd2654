internal import HyperFleetModel

extension FleetService {
    /// The id that `reference` means; by a name, the resource is looked up (behaviour.md D22).
    ///
    /// An id is answered as it is, whether or not there is such a resource.
    func resolve(
        _ kind: ResourceKind, _ reference: ResourceReference
    ) async throws(ServiceError) -> ResourceID {
        switch reference {
        case .id(let id): id
        case .name(let name, let owner): try await find(kind, named: name, owner: owner).id
        }
    }

    /// The resource that a name means: the active one, else the only marked one.
    func find(
        _ kind: ResourceKind, named name: String, owner: ResourceReference?
    ) async throws(ServiceError) -> Resource {
        try await candidates(kind, named: name, owner: owner).chosen()
    }

    /// All resources that have a name in its scope: at most one active, then marked ones, newest first.
    func candidates(
        _ kind: ResourceKind, named name: String, owner: ResourceReference?
    ) async throws(ServiceError) -> NameCandidates {
        let violations = ReferenceRules.violations(kind, name: name, owner: owner)
        guard violations.isEmpty else { throw .invalid(violations) }
        var ownerID: ResourceID?
        if kind == .nodePool, let owner {
            ownerID = try await resolve(.cluster, owner)
        }
        let scope = ownerID
        var candidates = NameCandidates(kind: kind, name: name, owner: scope, resources: [])
        guard ResourceName.isPossible(name) else { return candidates }
        candidates.resources = try await translating { () async throws(StoreError) in
            try await store.resources(kind, named: name, owner: scope)
        }
        return candidates
    }
}
