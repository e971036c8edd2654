internal import HyperFleetModel

/// The rules of `if_resource_version` and `if_generation` (behaviour.md D10).
enum PreconditionRules {
    /// What is wrong with the preconditions themselves.
    static func violations(_ preconditions: Preconditions) -> [Violation] {
        [
            ("if_resource_version", preconditions.resourceVersion), ("if_generation", preconditions.generation),
        ].filter { $0.1 < 0 }.map { name, value in
            Violation(
                field: "preconditions.\(name)", rule: "range", message: "must not be negative", value: String(value))
        }
    }

    /// Refuses a version or a generation other than the present one; 0 means any.
    static func check(_ preconditions: Preconditions, against present: Resource) throws(ServiceError) {
        let version = preconditions.resourceVersion
        let generation = preconditions.generation
        guard version == 0 || version == present.resourceVersion else {
            throw .versionConflict(present, "at resource_version \(present.resourceVersion), not \(version)")
        }
        guard generation == 0 || generation == present.generation else {
            throw .versionConflict(present, "at generation \(present.generation), not \(generation)")
        }
    }
}
