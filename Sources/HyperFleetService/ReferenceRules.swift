internal import HyperFleetModel

/// What a name means where one points at a resource (behaviour.md D22).
enum ReferenceRules {
    /// What is wrong with a name and its scope: a node pool's name means something only within a cluster.
    static func violations(_ kind: ResourceKind, name: String, owner: ResourceReference?) -> [Violation] {
        var found = ResourceName.referenceViolations(of: name)
        switch (kind, owner) {
        case (.nodePool, nil):
            found.append(
                Violation(field: "cluster", rule: "required", message: "is required beside a node pool's name"))
        case (.cluster, .some):
            found.append(Violation(field: "cluster", rule: "forbidden", message: "must not be given for a cluster"))
        case (.nodePool, .some), (.cluster, nil): break
        }
        return found
    }

    /// The one that a name means: the active one; without one, the only marked one.
    ///
    /// - Throws: `resourceNotFound` without any; `stateConflict` with the ids of several marked ones.
    static func choose(
        among candidates: [Resource], kind: ResourceKind, name: String, owner: ResourceID?
    ) throws(ServiceError) -> Resource {
        if let active = candidates.first(where: { !$0.isMarked }) { return active }
        guard let first = candidates.first else {
            let scope = owner.map { " in the cluster \($0)" } ?? ""
            throw .notFound(kind, "with the name '\(ViolationValue.shown(name))'\(scope)")
        }
        guard candidates.count > 1 else { return first }
        let ids = candidates.map(\.id.description).joined(separator: ",")
        throw ServiceError(
            .stateConflict,
            "\(candidates.count) resources of kind \(kind.name) with the name '\(name)' are marked for deletion and "
                + "none is active; give the id of one.",
            details: ["ids": ids])
    }
}
