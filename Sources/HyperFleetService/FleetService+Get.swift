package import HyperFleetModel

extension FleetService {
    /// The resource that `reference` means, marked ones included.
    ///
    /// A name means the active resource, else the only marked one (behaviour.md D22).
    package func get(
        _ kind: ResourceKind, _ reference: ResourceReference
    ) async throws(ServiceError) -> Resource {
        switch reference {
        case .name(let name, let owner):
            return try await find(kind, named: name, owner: owner)
        case .id(let id):
            let found = try await translating { () async throws(StoreError) in
                try await store.resource(kind, id: id)
            }
            guard let found else { throw .notFound(kind, id: id) }
            return found
        }
    }
}
