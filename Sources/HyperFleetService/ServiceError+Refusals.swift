internal import HyperFleetModel

extension ServiceError {
    /// The refusal of a request that breaks these rules.
    static func invalid(_ violations: [Violation]) -> ServiceError {
        let message =
            violations.count == 1
            ? "\(violations[0].field) \(violations[0].message)" : "The request breaks \(violations.count) rules."
        return ServiceError(.validation, message, violations: violations)
    }

    /// Nothing of `kind` is there that `what` describes.
    static func notFound(_ kind: ResourceKind, _ what: String) -> ServiceError {
        ServiceError(.resourceNotFound, "There is no \(kind.name) \(what).")
    }

    /// Nothing of `kind` has this id.
    static func notFound(_ kind: ResourceKind, id: ResourceID) -> ServiceError {
        notFound(kind, "with the id \(id)")
    }

    /// The resource is marked for deletion, and that forbids `what`.
    static func marked(_ kind: ResourceKind, id: ResourceID, forbids what: String) -> ServiceError {
        ServiceError(
            .stateConflict, "The \(kind.name) \(id) is marked for deletion (finalizing); \(what).",
            details: ["id": id.description])
    }

    /// A force delete of something that is not marked.
    static func notMarked(_ kind: ResourceKind, _ what: String) -> ServiceError {
        ServiceError(
            .stateConflict,
            "The \(kind.name) \(what) is not marked for deletion (finalizing); delete it first, and force only what "
                + "does not finish.")
    }

    /// A delete of a cluster whose node pools forbid it.
    static func hasActiveNodePools(_ cluster: Resource, _ nodePools: [Resource]) -> ServiceError {
        let shown = nodePools.prefix(10).map { "'\($0.name)'" }.joined(separator: ", ")
        let more = nodePools.count > 10 ? " and \(nodePools.count - 10) more" : ""
        return ServiceError(
            .stateConflict,
            "The Cluster '\(cluster.name)' cannot be deleted: it has active node pools (\(shown)\(more)); delete them "
                + "first.",
            details: ["id": cluster.id.description, "active_node_pools": String(nodePools.count)])
    }

    /// A precondition named another state than the present one.
    static func versionConflict(_ present: Resource, _ difference: String) -> ServiceError {
        ServiceError(
            .versionConflict,
            "The \(present.kind.name) '\(present.name)' is \(difference); read it again and repeat the change.",
            details: [
                "resource_version": String(present.resourceVersion), "generation": String(present.generation),
            ])
    }

    /// An idempotency key came with another request before.
    static func keyReused(_ key: String) -> ServiceError {
        ServiceError(
            .idempotencyConflict,
            "The idempotency key '\(key)' was used for another request; a new request needs a new key.",
            details: ["idempotency_key": key])
    }

    /// What is stored cannot be read back as what it should be.
    static func unreadable(_ what: String, _ why: String) -> ServiceError {
        var error = ServiceError(.storeFailure, "The stored \(what) cannot be read.")
        error.logMessage = why
        return error
    }
}

/// Runs a store operation and gives its error the service's type.
func translating<Value>(
    _ operation: () async throws(StoreError) -> Value
) async throws(ServiceError) -> Value {
    do throws(StoreError) {
        return try await operation()
    } catch {
        throw ServiceError(error)
    }
}
