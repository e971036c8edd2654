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
}
