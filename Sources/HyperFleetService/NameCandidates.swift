internal import HyperFleetModel

/// The resources that have a name in one scope, and which of them is meant by it (behaviour.md D22).
struct NameCandidates: Sendable {
    var kind: ResourceKind
    var name: String
    /// The cluster of a node pool's name.
    var owner: ResourceID?
    /// At most one active one, which comes first; then marked ones, newest first.
    var resources: [Resource]

    /// The active one; without one, the only marked one.
    ///
    /// - Throws: `resourceNotFound` without any; `stateConflict` with the ids of several marked ones.
    func chosen() throws(ServiceError) -> Resource {
        if let active = resources.first(where: { !$0.isMarked }) { return active }
        return try only(among: resources, "are marked for deletion and none is active")
    }

    /// The only marked one, which is what a force delete means.
    ///
    /// - Throws: `resourceNotFound` without any; `stateConflict` with the ids of several, or where there is only an
    ///   active one.
    func chosenMarked() throws(ServiceError) -> Resource {
        let marked = resources.filter(\.isMarked)
        if marked.isEmpty, !resources.isEmpty { throw .notMarked(kind, "'\(name)'") }
        return try only(among: marked, "are marked for deletion")
    }

    private func only(among resources: [Resource], _ state: String) throws(ServiceError) -> Resource {
        guard let first = resources.first else {
            let scope = owner.map { " in the cluster \($0)" } ?? ""
            throw .notFound(kind, "with the name '\(ViolationValue.shown(name))'\(scope)")
        }
        guard resources.count > 1 else { return first }
        throw ServiceError(
            .stateConflict,
            "\(resources.count) resources of kind \(kind.name) with the name '\(name)' \(state); give the id of one.",
            details: ["ids": resources.map(\.id.description).joined(separator: ",")])
    }
}
