package import HyperFleetModel

extension FleetService {
    /// The most resources of one call.
    package static let maximumReferences = 1_000

    /// The resources that `references` mean, marked ones included, each answered for itself.
    ///
    /// - Parameter references: 1 to 1,000.
    /// - Returns: One result per reference, in their order, as far as a page's bytes go; at least one.
    /// - Throws: `validation` for none or too many; what keeps all of them from being read.
    package func getMany(
        _ kind: ResourceKind, _ references: [ResourceReference]
    ) async throws(ServiceError) -> [Result<Resource, ServiceError>] {
        guard (1...Self.maximumReferences).contains(references.count) else {
            throw .invalid([
                Violation(
                    field: kind == .cluster ? "clusters" : "node_pools", rule: "items",
                    message: "must be 1 to \(Self.maximumReferences), not \(references.count)")
            ])
        }
        let named = await lookUp(kind, references)
        let byID = try await readByID(kind, references)
        let results = references.map { reference -> Result<Resource, ServiceError> in
            switch reference {
            case .id(let id): byID[id].map { .success($0) } ?? .failure(.notFound(kind, id: id))
            case .name: named[reference] ?? .failure(.unreadable(kind.name, "a name was not looked up"))
            }
        }
        return Array(PageRules.fittingResults(results))
    }

    private func readByID(
        _ kind: ResourceKind, _ references: [ResourceReference]
    ) async throws(ServiceError) -> [ResourceID: Resource] {
        var ids: Set<ResourceID> = []
        for case .id(let id) in references { ids.insert(id) }
        guard !ids.isEmpty else { return [:] }
        let wanted = Array(ids)
        let found = try await translating { () async throws(StoreError) in
            try await store.resources(kind, ids: wanted)
        }
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What the names among `references` mean, each looked up once.
    private func lookUp(
        _ kind: ResourceKind, _ references: [ResourceReference]
    ) async -> [ResourceReference: Result<Resource, ServiceError>] {
        var found: [ResourceReference: Result<Resource, ServiceError>] = [:]
        for reference in references {
            guard case .name = reference, found[reference] == nil else { continue }
            do throws(ServiceError) {
                found[reference] = .success(try await get(kind, reference))
            } catch {
                found[reference] = .failure(error)
            }
        }
        return found
    }
}
