internal import HyperFleetModel

/// The rules of `if_resource_version` (behaviour.md D10).
enum PreconditionRules {
    /// What is wrong with the precondition itself.
    static func violations(_ expectedVersion: Int64) -> [Violation] {
        guard expectedVersion < 0 else { return [] }
        return [
            Violation(
                field: "preconditions.if_resource_version", rule: "range", message: "must not be negative",
                value: String(expectedVersion))
        ]
    }

    /// Refuses a version other than the present one; 0 means any.
    static func check(_ expectedVersion: Int64, against present: Resource) throws(ServiceError) {
        guard expectedVersion != 0, expectedVersion != present.resourceVersion else { return }
        throw .versionConflict(present, expected: expectedVersion)
    }
}
